import ArgumentParser
import Workflow

extension Caller {
    /// What stands in logs that are never changed names nobody.
    static func check(pseudonym text: String?, as option: String) throws {
        guard let text, !isPseudonym(text) else { return }
        throw ValidationError(
            """
            \(option) 应为工号或其他化名（ASCII，不超过 60 字），不写姓名和号码 · \(option) is a staff number or another pseudonym of up to 60 ASCII \
            characters: no name, and no citizen's number
            """)
    }
}
