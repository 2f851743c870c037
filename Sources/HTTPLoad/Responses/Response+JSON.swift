internal import Foundation
internal import Measurement

extension Response {
    /// The body as a value; an answer that isn't one fails.
    ///
    ///     let job = try await user.post("/jobs", body: .json(order), keepingBody: true).json(Job.self)
    public func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let body = try keptBody(for: "json()")
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw failed(.check, "expected JSON of \(type): \(JSONFault.text(of: error))", got: "“\(preview(body))”")
        }
    }

    /// One value in the body: `response.json(at: "choices.0.text", as: String.self)`.
    ///
    /// A path consists of keys and array positions with dots between them.
    public func json<Value: Decodable>(at path: String, as type: Value.Type = Value.self) throws -> Value {
        let body = try keptBody(for: "json(at:)")
        if let value: Value = JSONSearch.plain(at: JSONPath(path), in: body) { return value }
        let decoder = JSONDecoder()
        decoder.userInfo[JSONPath.key] = JSONPath(path)
        do {
            return try decoder.decode(JSONPathValue<Value>.self, from: Data(body)).value
        } catch {
            throw failed(
                .check, "expected \(type) at \(path) in the JSON: \(JSONFault.text(of: error))",
                got: "“\(preview(body))”")
        }
    }

    /// Expects a value in the body: `expect(json: "job.state", "done")`.
    @discardableResult
    public func expect<Value: Decodable & Equatable>(json path: String, _ expected: Value) throws -> Response {
        let value = try json(at: path, as: Value.self)
        if value == expected { return self }
        throw failed(.check, "expected \(path) to be \(expected) in the JSON", got: "\(value)")
    }

    /// Expects the body to be JSON of a type, and perhaps more of it: `expect(json: Job.self) { $0.state == "done" }`.
    @discardableResult
    public func expect<Value: Decodable>(
        json type: Value.Type, where condition: (Value) throws -> Bool = { _ in true }
    ) throws -> Response {
        let value = try json(type)
        if try condition(value) { return self }
        throw failed(.check, "the JSON isn't as expected", got: String(describing: value).debugQuoted)
    }

    private func preview(_ body: [UInt8]) -> String {
        String(decoding: body.prefix(400), as: UTF8.self).debugQuoted
    }
}

/// Words for what a decoder found.
enum JSONFault {
    static func text(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, let context): return "no “\(key.stringValue)”\(place(context.codingPath))"
        case .typeMismatch(let type, let context): return "no \(type)\(place(context.codingPath))"
        case .valueNotFound(let type, let context): return "null instead of \(type)\(place(context.codingPath))"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "not JSON" : "wrong\(place(context.codingPath))"
        @unknown default: return "\(error)"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "" : " at " + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
