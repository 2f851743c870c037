import Foundation
import HTTPLoad
import Load

/// The one request that `plimsoll quick` sends again and again.
struct QuickRequest: Sendable {
    /// What reports call it.
    let name: String
    let target: Target
    private let method: HTTPMethod
    private let path: String
    private let headers: Headers
    private let body: Body?
    private let status: Int?

    /// Reads the words of the verb; faults are noted.
    init(_ arguments: inout Arguments) {
        let text = arguments.positionals.first ?? ""
        let url = URLComponents(string: text.contains("://") ? text : "http://" + text)
        if arguments.positionals.count != 1 || (url?.host ?? "").isEmpty {
            let given = arguments.positionals.map { "“\($0)”" }.joined(separator: " ")
            arguments.fault(
                "expected an address such as http://localhost:8080/health, got \(given.isEmpty ? "none" : given)")
        }
        if url?.user != nil {
            arguments.fault(
                "a user and password in the address wouldn't be sent: pass them by --header \"Authorization: Basic …\"")
        }
        var base = URLComponents()
        base.scheme = url?.scheme
        base.host = url?.host
        base.port = url?.port
        target = Target(base.string ?? "http://localhost", name: base.string)
        let query = url?.percentEncodedQuery.map { "?" + $0 } ?? ""
        path = (url.map { $0.percentEncodedPath.isEmpty ? "/" : $0.percentEncodedPath } ?? "/") + query
        body = arguments.text("--body").map { text in
            let isJSON = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
            return isJSON ? .json(text: text) : .text(text)
        }
        let verb = arguments.text("--method")?.uppercased() ?? (arguments.text("--body") == nil ? "GET" : "POST")
        if verb.wholeMatch(of: /[A-Z]+/) == nil { arguments.fault("--method: expected letters, got “\(verb)”") }
        method = verb.wholeMatch(of: /[A-Z]+/) == nil ? .get : HTTPMethod(verb)
        var headers = Headers()
        for text in arguments.texts("--header") {
            let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, !parts[0].isEmpty {
                headers.append(Header(parts[0], parts[1]))
            } else {
                arguments.fault("--header: expected a name and a value, Accept: text/html, got “\(text)”")
            }
        }
        self.headers = headers
        // What can't be sent is told now, and not by each request.
        var checked = target
        checked.headers = headers
        if url?.host?.isEmpty == false { for fault in checked.faults { arguments.fault(fault) } }
        status =
            arguments.text("--status") == nil
            ? nil : arguments.integer("--status", in: 100...599, default: 200)
        name = "\(method) \(path.prefix { $0 != "?" })"
    }

    /// Sends it once.
    func send(by user: HTTPUser) async throws {
        let answer = try await user.request(method, .verbatim(path), headers: headers, body: body, as: name)
        if let status { try answer.expect(status: status) } else { try answer.expect(status: 200..<400) }
    }
}
