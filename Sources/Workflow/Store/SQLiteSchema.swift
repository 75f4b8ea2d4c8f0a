import Foundation
import GRDB

/// The tables of a store. All rows of a case begin with its number, so that a case lies together.
enum SQLiteSchema {
    /// `OneT` in ASCII: tells our databases from others.
    static let applicationID: Int32 = 0x4f6e_6554

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: entries, cases, items") { db in
            try db.execute(sql: first)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("2: entries follow each other") { db in try db.execute(sql: second) }
        migrator.registerMigration("3: what departments' own systems know") { db in try db.execute(sql: third) }
        migrator.registerMigration("4: numbering and current definitions") { db in
            try db.execute(sql: fourth)
            guard let number = try Int.fetchOne(db, sql: "SELECT max(number) FROM definitions") else { return }
            let seal = Data(RowSeal.of(currentDefinitions: number))
            try db.execute(sql: "INSERT INTO current_definitions VALUES (1, ?, ?)", arguments: [number, seal])
        }
        migrator.registerMigration("drafts") { db in try db.execute(sql: drafts) }
        migrator.registerMigration("who has an item, and which are near a limit") { db in try db.execute(sql: desks) }
        migrator.registerMigration("measures of finished cases") { db in try db.execute(sql: measures) }
        migrator.registerMigration("disputes of shared data") { db in try db.execute(sql: disputes) }
        migrator.registerMigration("entries in the order of the log") { db in try db.execute(sql: entriesInOrder) }
        migrator.registerMigration("cases of which the whole is late or near its limit") { db in try db.execute(sql: wholes) }
        migrator.registerMigration("to which version a case has come") { db in try db.execute(sql: versions) }
        migrator.registerMigration("sealed forms") { db in try db.execute(sql: forms) }
        migrator.registerMigration("licences and uses of data") { db in try db.execute(sql: registry) }
        migrator.registerMigration("sharing of licences") { db in try db.execute(sql: sharing) }
        migrator.registerMigration("of which types there are licences") { db in
            try db.execute(sql: "CREATE INDEX licences_of_type ON licences (type) WHERE provider IS NULL")
        }
        migrator.registerMigration("authorisations of what is sensitive") { db in
            try db.execute(sql: "ALTER TABLE authorisations ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration("what was typed in which case") { db in try db.execute(sql: typed) }
        migrator.registerMigration("whose a case is") { db in
            try db.execute(sql: parties)
            try fillParties(db)
        }
        migrator.registerMigration("ratings") { db in try db.execute(sql: ratings) }
        migrator.registerMigration("files of materials") { db in try db.execute(sql: files) }
        migrator.registerMigration("subscribers, and what is on its way to them") { db in try db.execute(sql: outbox) }
        migrator.registerMigration("of what subscribers are told") { db in
            try db.execute(sql: "ALTER TABLE webhooks ADD COLUMN events TEXT NOT NULL DEFAULT ''")
            try db.execute(sql: "ALTER TABLE webhooks ADD COLUMN bundles TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("who has used an invitation") { db in try db.execute(sql: invitations) }
        return migrator
    }

    /// Of cases that were there before: whoever handed it in for himself, and whoever has a mandate.
    private static func fillParties(_ db: Database) throws {
        let entries = try Row.fetchCursor(db, sql: "SELECT case_id, payload FROM entries ORDER BY position")
        while let row = try entries.next() {
            let (id, payload): (Int64, Data) = (try row.decode(atIndex: 0), try row.decode(atIndex: 1))
            for event in (try? EventCoding.decode([UInt8](payload))) ?? [] {
                switch event.fact {
                case .submitted where event.by.role == .applicant && event.by.person >= 0:
                    try db.execute(sql: "INSERT OR REPLACE INTO parties VALUES (?, ?, NULL)", arguments: [event.by.person, id])
                case .mandated(let mandate):
                    try db.execute(
                        sql: "INSERT INTO parties VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET until = ?3 WHERE until IS NOT NULL",
                        arguments: [mandate.agent, id, mandate.until?.daysSince1970])
                case .mandateEnded(let agent):
                    try db.execute(sql: "DELETE FROM parties WHERE person = ? AND case_id = ?", arguments: [agent, id])
                default: break
                }
            }
        }
    }

    /// Whose they are stands in none of them: cases and items are keyed fingerprints, what was said is sealed.
    private static let ratings = """
        CREATE TABLE ratings (
            number INTEGER PRIMARY KEY, place BLOB NOT NULL UNIQUE, of_case BLOB NOT NULL, bundle INTEGER NOT NULL, item INTEGER NOT NULL,
            department INTEGER NOT NULL, channel TEXT NOT NULL, stars INTEGER NOT NULL, rated_on INTEGER NOT NULL, due INTEGER, step TEXT,
            closed_on INTEGER, key BLOB NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL
        );
        CREATE INDEX ratings_of_case ON ratings (of_case);
        CREATE INDEX ratings_to_follow_up ON ratings (department, number) WHERE due IS NOT NULL AND closed_on IS NULL;
        """

    private static let invitations = """
        CREATE TABLE invitations (
            invitation BLOB PRIMARY KEY, holder BLOB NOT NULL, given INTEGER, seal BLOB NOT NULL
        ) WITHOUT ROWID;
        """

    /// What they are of and what stands in them is sealed.
    private static let files = """
        CREATE TABLE files (
            number INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, at INTEGER NOT NULL, bytes INTEGER NOT NULL, pieces INTEGER NOT NULL,
            whole INTEGER NOT NULL, key BLOB NOT NULL, body BLOB NOT NULL, digest BLOB NOT NULL, seal BLOB NOT NULL
        );
        CREATE INDEX files_of_case ON files (case_id, number);
        CREATE INDEX files_unfinished ON files (at) WHERE whole = 0;
        CREATE TABLE file_pieces (
            file INTEGER NOT NULL, place INTEGER NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (file, place)
        );
        """

    private static let parties = """
        CREATE TABLE parties (
            person INTEGER NOT NULL, case_id INTEGER NOT NULL, until INTEGER, PRIMARY KEY (person, case_id)
        ) WITHOUT ROWID;
        CREATE INDEX parties_of_case ON parties (case_id, person);
        CREATE INDEX items_of_department ON items (department, case_id);
        """

    /// The texts of tables, indexes, triggers and views as they are in a database.
    static func texts(of db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1")
    }

    /// The same as they are made.
    static func texts() throws -> [String] {
        let made = try DatabaseQueue()
        try migrator.migrate(made)
        return try made.read(texts)
    }

    /// Days are days since 1970, instants milliseconds since 1970, words numbers of `words`; the views put them into words.
    private static let first = """
        CREATE TABLE entries (
            case_id INTEGER NOT NULL, seq INTEGER NOT NULL, count INTEGER NOT NULL, definitions INTEGER NOT NULL,
            position INTEGER NOT NULL, at INTEGER NOT NULL, payload BLOB NOT NULL, seal BLOB NOT NULL,
            PRIMARY KEY (case_id, seq)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX entries_position ON entries (position);
        CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
        CREATE TABLE head (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), position INTEGER NOT NULL, seal BLOB NOT NULL);
        CREATE TABLE origin (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), at INTEGER NOT NULL, position INTEGER NOT NULL, seal BLOB NOT NULL);

        CREATE TABLE definitions (
            number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, published_at INTEGER NOT NULL, sources BLOB NOT NULL
        );
        CREATE TABLE answers (
            key TEXT PRIMARY KEY, at INTEGER NOT NULL, request BLOB NOT NULL, answer BLOB NOT NULL,
            seal BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX answers_at ON answers (at);

        CREATE TABLE people (number INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE, seal BLOB NOT NULL);
        CREATE TABLE words (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
        CREATE TABLE cases (
            case_id INTEGER PRIMARY KEY, bundle INTEGER NOT NULL, definitions INTEGER NOT NULL, phase INTEGER NOT NULL,
            submitted INTEGER, due INTEGER, wakes INTEGER
        );
        CREATE INDEX cases_waking ON cases (wakes, case_id) WHERE wakes IS NOT NULL;
        CREATE TABLE items (
            case_id INTEGER NOT NULL, place INTEGER NOT NULL, item INTEGER NOT NULL, department INTEGER NOT NULL, stage INTEGER NOT NULL,
            state INTEGER NOT NULL, statutory INTEGER, promised INTEGER, until INTEGER, overdue INTEGER NOT NULL, next_due INTEGER NOT NULL,
            PRIMARY KEY (case_id, place)
        ) WITHOUT ROWID;
        CREATE INDEX items_worklist ON items (department, next_due, case_id, place) WHERE stage = 1;

        CREATE VIEW case_list AS
            SELECT case_id, b.word AS bundle, definitions, phase, date(submitted * 86400, 'unixepoch') AS submitted,
                date(due * 86400, 'unixepoch') AS due
            FROM cases JOIN words AS b ON b.number = bundle;
        CREATE VIEW worklist AS
            SELECT case_id, place, i.word AS item, d.word AS department, s.word AS state,
                date(statutory * 86400, 'unixepoch') AS statutory, date(promised * 86400, 'unixepoch') AS promised,
                date(until * 86400, 'unixepoch') AS until, overdue
            FROM items JOIN words AS i ON i.number = item JOIN words AS d ON d.number = department JOIN words AS s ON s.number = state
            WHERE stage = 1
            ORDER BY next_due, case_id, place;
        """

    /// Whoever writes after another entry than the last one of a case is refused by the table itself.
    private static let second = """
        CREATE TRIGGER entries_follow_each_other BEFORE INSERT ON entries WHEN NEW.seq > 1 BEGIN
            SELECT RAISE(ABORT, 'entries follow each other')
            WHERE NEW.seq IS NOT (SELECT seq + count FROM entries WHERE case_id = NEW.case_id ORDER BY seq DESC LIMIT 1);
        END;
        """

    private static let third = """
        ALTER TABLE items ADD COLUMN news INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE items ADD COLUMN known INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX items_untold ON items (case_id, place) WHERE news > known;
        CREATE INDEX items_handed_over ON items (department, case_id, place) WHERE news > 0 AND stage = 1;
        """

    /// Entries lie in the order in which they are written: what many cases write in one commit goes to few pages (decision 0022).
    private static let entriesInOrder = """
        ALTER TABLE entries RENAME TO entries_by_case;
        CREATE TABLE entries (
            case_id INTEGER NOT NULL, seq INTEGER NOT NULL, count INTEGER NOT NULL, definitions INTEGER NOT NULL,
            position INTEGER PRIMARY KEY, at INTEGER NOT NULL, payload BLOB NOT NULL, seal BLOB NOT NULL
        );
        INSERT INTO entries SELECT * FROM entries_by_case ORDER BY position;
        DROP TABLE entries_by_case;
        CREATE UNIQUE INDEX entries_of_case ON entries (case_id, seq);
        CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
        """

    private static let wholes = """
        ALTER TABLE cases ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cases ADD COLUMN near INTEGER NOT NULL DEFAULT 0;
        """

    /// The greatest of its items is that of a case: a move writes to their page anyway, and not to the one of `cases` (decision 0023).
    private static let versions = """
        ALTER TABLE items ADD COLUMN version INTEGER;
        UPDATE items SET version = (
            SELECT seq + count - 1 FROM entries WHERE entries.case_id = items.case_id ORDER BY seq DESC LIMIT 1
        ) WHERE place = 0;
        """

    /// Holders, series and identifiers are keyed fingerprints, what a licence says is sealed; the log of uses is a chain of its own.
    private static let registry = """
        CREATE TABLE licences (
            number INTEGER PRIMARY KEY, type INTEGER NOT NULL, status INTEGER NOT NULL, expires INTEGER, identifier BLOB NOT NULL UNIQUE,
            series BLOB NOT NULL, key BLOB NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL
        );
        CREATE INDEX licences_series ON licences (series);
        CREATE TABLE licence_holders (
            holder BLOB NOT NULL, type INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            PRIMARY KEY (holder, type, number, place)
        ) WITHOUT ROWID;
        CREATE INDEX licence_holders_of ON licence_holders (number, place);
        CREATE TABLE data_uses (position INTEGER PRIMARY KEY, licence INTEGER, payload BLOB NOT NULL, seal BLOB NOT NULL);
        CREATE INDEX data_uses_licence ON data_uses (licence, position) WHERE licence IS NOT NULL;
        CREATE TABLE data_use_subjects (
            subject BLOB NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (subject, position)
        ) WITHOUT ROWID;
        CREATE TABLE data_uses_head (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), position INTEGER NOT NULL, seal BLOB NOT NULL);
        CREATE TRIGGER data_uses_are_never_changed BEFORE UPDATE ON data_uses BEGIN
            SELECT RAISE(ABORT, 'uses of data are never changed');
        END;
        CREATE TRIGGER data_uses_are_never_deleted BEFORE DELETE ON data_uses BEGIN
            SELECT RAISE(ABORT, 'uses of data are never deleted');
        END;
        CREATE TABLE authorisations (
            number INTEGER PRIMARY KEY, holder BLOB NOT NULL, case_id INTEGER NOT NULL, given_at INTEGER NOT NULL, until INTEGER,
            withdrawn_at INTEGER, seal BLOB NOT NULL
        );
        CREATE INDEX authorisations_by_holder ON authorisations (holder, case_id);
        CREATE TABLE office_keys (name TEXT PRIMARY KEY, public BLOB, key BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID;
        """

    /// Copies of licences that others keep, what went wrong with their providers, and who may have ours.
    private static let sharing = """
        ALTER TABLE licences ADD COLUMN provider INTEGER;
        CREATE TABLE incidents (
            number INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, evidence INTEGER NOT NULL, kind TEXT NOT NULL, provider INTEGER NOT NULL,
            type INTEGER NOT NULL, owner TEXT NOT NULL, fault TEXT NOT NULL, opened_at INTEGER NOT NULL, tries INTEGER NOT NULL,
            last_at INTEGER NOT NULL, next_at INTEGER NOT NULL, closed_at INTEGER, outcome TEXT, seal BLOB NOT NULL
        );
        CREATE INDEX incidents_of_case ON incidents (case_id, number);
        CREATE INDEX incidents_due ON incidents (next_at, number) WHERE closed_at IS NULL;
        CREATE TABLE partners (
            name TEXT PRIMARY KEY, organisation TEXT NOT NULL, types TEXT NOT NULL, secret BLOB NOT NULL, since INTEGER NOT NULL,
            closed_at INTEGER, seal BLOB NOT NULL
        ) WITHOUT ROWID;
        """

    /// Who typed a field, and of whom, are keyed fingerprints; what it was stands in the sealed form of the case.
    private static let typed = """
        CREATE TABLE typed (
            holder BLOB NOT NULL, typist BLOB NOT NULL, field INTEGER NOT NULL, case_id INTEGER NOT NULL, at INTEGER NOT NULL,
            seal BLOB NOT NULL, PRIMARY KEY (holder, typist, field, case_id)
        ) WITHOUT ROWID;
        CREATE INDEX typed_in_case ON typed (case_id);
        """

    private static let forms = """
        CREATE TABLE forms (case_id INTEGER PRIMARY KEY, key BLOB NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL);
        """

    private static let disputes = """
        CREATE TABLE disputes (
            case_id INTEGER NOT NULL, paper INTEGER NOT NULL, line TEXT NOT NULL, department INTEGER NOT NULL, due INTEGER NOT NULL,
            late INTEGER NOT NULL, PRIMARY KEY (case_id, paper)
        ) WITHOUT ROWID;
        CREATE INDEX disputes_of_department ON disputes (department, due, case_id, paper);
        """

    private static let measures = """
        CREATE TABLE measures (
            case_id INTEGER PRIMARY KEY, bundle INTEGER NOT NULL, items INTEGER NOT NULL, granted INTEGER NOT NULL,
            apart_lines INTEGER NOT NULL, apart_pieces INTEGER NOT NULL, apart_kinds INTEGER NOT NULL, together_lines INTEGER NOT NULL,
            together_pieces INTEGER NOT NULL, together_kinds INTEGER NOT NULL, handling_days INTEGER NOT NULL, elapsed_days INTEGER,
            joint_visits INTEGER NOT NULL
        );
        """

    private static let desks = """
        ALTER TABLE items ADD COLUMN near INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE items ADD COLUMN assigned INTEGER NOT NULL DEFAULT -1;
        """

    /// What was not handed in yet; a row is changed and taken away like any other.
    private static let drafts = """
        CREATE TABLE drafts (
            case_id INTEGER PRIMARY KEY, person TEXT, until INTEGER NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL
        );
        CREATE INDEX drafts_of_person ON drafts (person, case_id);
        CREATE INDEX drafts_until ON drafts (until);
        """

    private static let fourth = """
        ALTER TABLE definitions ADD COLUMN numbering BLOB;
        ALTER TABLE definitions ADD COLUMN seal BLOB;
        CREATE TABLE current_definitions (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1), number INTEGER NOT NULL, seal BLOB NOT NULL
        );
        """
}
