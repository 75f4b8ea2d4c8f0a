/// The lines of everything apart, taken away disposition by disposition down to what is handed in.
struct WaterfallPicture: Sendable {
    struct Step: Sendable {
        var label: String
        var count: Double
        /// Nil for everything apart.
        var sum: Disposition.Sum?
    }

    let title: String
    let steps: [Step]

    init(_ plan: Plan, _ language: Language) {
        title = language("从分别办到提交：各行的处理", "From everything apart down to what is handed in, by lines")
        let dispositions = Disposition.downward.compactMap { disposition -> Step? in
            let count = plan.dispositions[disposition] ?? 0
            guard let sum = disposition.sum, count > 0 || disposition == .handedIn else { return nil }
            return Step(label: disposition.title[language], count: Double(count), sum: sum)
        }
        steps = [Step(label: Arm.apart.title[language], count: Double(plan.apart.materials))] + dispositions
    }

    init(title: String, steps: [Step]) { (self.title, self.steps) = (title, steps) }

    func markup(id: String) -> Markup {
        var drawing = Drawing(id: id, title: title, description: steps.map { "\($0.label) \(words($0))" }.joined(separator: ", "))
        let scale = (Drawing.width - 2) / (steps[0].count > 0 ? steps[0].count : 1)
        var left = steps[0].count
        for step in steps {
            drawing.label(step.label, words(step), bold: step.sum == nil || step.sum == .handedIn)
            if step.sum != nil { left -= step.count }
            let start = step.sum == nil ? 0 : left
            let fill = step.sum.map(Picture.colour) ?? "#5b6675"
            drawing.bar(1 + start * scale, step.count * scale, thickness: 14, fill: fill)
            let top = drawing.height + 14
            drawing.advance(24)
            if start > 1e-9 { drawing.line(1 + start * scale, from: top, to: drawing.height + 17) }
        }
        return drawing.markup
    }

    private func words(_ step: Step) -> String {
        switch step.sum {
        case nil, .handedIn?: step.count.printed
        case .eliminated?, .shifted?, .deferred?: "-\(step.count.printed)"
        }
    }
}
