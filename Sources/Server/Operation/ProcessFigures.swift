import Foundation

/// What the process itself takes of the machine, as Prometheus names it.
struct ProcessFigures {
    var text: MetricsText {
        var text = MetricsText()
        func add(_ name: String, _ help: String, _ value: Int?) {
            if let value { text.family(name, .gauge, help, value) }
        }
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").compactMap { Int($0) } ?? []
        add("process_resident_memory_bytes", "Memory that is in use.", pages.count > 1 ? pages[1] * Int(getpagesize()) : nil)
        add(
            "process_open_fds", "Open files and connections.",
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count)
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            add("process_max_fds", "As many as may be.", Int(clamping: limit.rlim_cur))
        }
        return text
    }
}
