extension StartingFile {
    /// A world that can be run as it stands.
    static func times(_ id: String) -> String {
        """
        # times/\(id).yaml: times that were seen, for scenarios: `{measured: \(id)}`
        times: \(id)                      # equal to the file's name
        title: {zh: 新的实测用时, en: New measured times}
        grade: constructed                # law, official, mirror or constructed
        because: {zh: 何处、何时、如何测得, en: 'Where, when and how they were measured'}
        unit: minutes                     # or hours, days
        values: [4.5, 6, 7.25, 12]        # each is as likely as another
        """ + "\n"
    }

    static func scenario(_ id: String, _ bundle: CompiledBundle) -> String {
        """
        # scenarios/\(bundle.id)/\(id).yaml: a world in which the bundle is tried; nothing of it is in the bundle itself
        scenario: \(id)                   # equal to the file's name
        title: {zh: 新方案, en: New scenario}
        bundle: \(bundle.id)              # equal to the folder's name
        starts: 2026-03-02
        # people-like: some-journey       # whose people these are like; else the bundle's base journey
        journeys: 500
        block: 100                        # so many share one world of offices; the blocks tell how sure the figures are
        warm-up: 14 days                  # what comes in that time of a block is not counted
        # In each section say what stands behind the values: grade law, official, mirror or constructed, and why.
        arrivals:
          grade: constructed
          because: {zh: 估计, en: Guessed}
          every: {exponential: 2 hours}   # or a time; {uniform: [a, b]}, {triangular: [a, b, c]}, {lognormal: a, cv: 1}, {gamma: a, cv: 1}, {values: [a, b, …]}, {measured: a-file-of-times}
          hours: [09:00-12:00, 13:00-17:00]
          days: working-days              # or every-day
        # answers: {grade: …, because: …, shares: {question: {answer: 60%, other: 40%}}}     # else those of the journey
        # licences: {grade: …, because: …, each: {licence: {missing: 5%, expired: 1%, name-differs: 0.5%, revoked: 0%}}}
        # authorised: {grade: …, because: …, share: 90%}
        applicants:
          grade: constructed
          because: {zh: 估计, en: Guessed}
          typed-field: 0.3 minutes
          paper: {lognormal: 5 minutes, cv: 0.5}
          copy: 3 minutes
          visit: {triangular: [30 minutes, 1 hour, 2 hours]}     # there and back, without the wait
          answers-after: {lognormal: 2 days, cv: 1}              # until he mends what is wanting, or pays
          wrong-field: 0.2%
          wrong-paper: 1%
          gives-up: 1%
        offices:
          grade: constructed
          because: {zh: 估计, en: Guessed}
          window: 10 minutes              # with somebody at the window
          each:
            any: {officers: 2, hours: [09:00-12:00, 13:00-17:00]}     # department: its officers; any: those that are not named
        work:
          grade: constructed
          because: {zh: 估计, en: Guessed}
          any: {lognormal: 8 minutes, cv: 0.7}     # a move; moves: {decide: …} and items: {item: {decide: …}} say more
        # refusals: {grade: …, because: …, any: 0.5%}
        # tariff: {grade: …, because: …, hour: 30, copy: 1, visit: 8}     # yuan

        """
    }
}
