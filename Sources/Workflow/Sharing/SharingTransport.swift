import Foundation
import FoundationNetworking
import Synchronization

/// Carries a message to a sharing service and brings its answer.
public protocol SharingTransport: Sendable {
    /// - Parameter milliseconds: within which the whole answer must have come.
    func post(_ operation: String, _ body: [UInt8], within milliseconds: Int64) async throws(SharingFault) -> SharingResponse
}

public struct SharingResponse: Sendable, Hashable {
    /// The status of HTTP.
    public var status: Int
    public var body: [UInt8]

    public init(status: Int, body: [UInt8]) { (self.status, self.body) = (status, body) }
}

/// HTTP: no redirects, no cookies, no cache, and no more bytes than are agreed.
final class HTTPTransport: NSObject, SharingTransport {
    private let base: URL
    private let session: URLSession
    private let receiver = Receiver()

    init(_ base: URL) {
        self.base = base
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.httpMaximumConnectionsPerHost = SharingClient.mostCalls
        session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
        super.init()
    }

    deinit { session.invalidateAndCancel() }

    func post(_ operation: String, _ body: [UInt8], within milliseconds: Int64) async throws(SharingFault) -> SharingResponse {
        var request = URLRequest(url: base.appendingPathComponent(operation))
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        request.timeoutInterval = Double(milliseconds) / 1_000
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let task = session.dataTask(with: request)
        // A trickle of bytes is no idle connection: the whole has its time, too.
        let late = Task {
            try await Task.sleep(for: .milliseconds(milliseconds))
            receiver.end(task, with: .failure(.tooSlow))
            task.cancel()
        }
        defer { late.cancel() }
        let result = await withCheckedContinuation { continuation in
            receiver.begin(task, continuation)
            task.resume()
        }
        return try result.get()
    }

    /// Collects what comes for each task.
    private final class Receiver: NSObject, URLSessionDataDelegate {
        private struct Pending {
            var continuation: CheckedContinuation<Result<SharingResponse, SharingFault>, Never>
            var body: [UInt8] = []
        }

        private let pending = Mutex<[Int: Pending]>([:])

        func begin(_ task: URLSessionTask, _ continuation: CheckedContinuation<Result<SharingResponse, SharingFault>, Never>) {
            pending.withLock { $0[task.taskIdentifier] = Pending(continuation: continuation) }
        }

        /// The first end counts.
        func end(_ task: URLSessionTask, with result: Result<SharingResponse, SharingFault>) {
            let ended = pending.withLock { $0.removeValue(forKey: task.taskIdentifier) }
            ended?.continuation.resume(returning: result)
        }

        func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
            let isTooLarge = pending.withLock { pending in
                pending[dataTask.taskIdentifier]?.body.append(contentsOf: data)
                return (pending[dataTask.taskIdentifier]?.body.count ?? 0) > SharingClient.mostBytes
            }
            guard isTooLarge else { return }
            end(dataTask, with: .failure(.tooLarge))
            dataTask.cancel()
        }

        func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
            if let error {
                let isLate = (error as? URLError)?.code == .timedOut
                return end(task, with: .failure(isLate ? .tooSlow : .unreachable))
            }
            guard let response = task.response as? HTTPURLResponse else { return end(task, with: .failure(.unreachable)) }
            let body = pending.withLock { $0[task.taskIdentifier]?.body ?? [] }
            end(task, with: .success(SharingResponse(status: response.statusCode, body: body)))
        }

        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}
