import Foundation

/// A user's JWT and the NKEY seed that proves it is theirs, as `nsc` writes them into a `.creds` file.
package struct CredentialsFile: Equatable, Sendable {
    package let jwt: String
    package let key: NKey

    package struct Fault: Error, Equatable, CustomStringConvertible {
        package enum Code: Equatable, Sendable { case unreadable(String), noJWT, noSeed, seed(NKey.Fault) }
        package let code: Code
        package let path: String

        package var description: String {
            switch code {
            case .unreadable(let reason): "the credentials file \(path) can't be read: \(reason)"
            case .noJWT:
                "the credentials file \(path) has no block BEGIN NATS USER JWT; make it with `nsc generate creds`"
            case .noSeed:
                "the credentials file \(path) has no block BEGIN USER NKEY SEED; make it with `nsc generate creds`"
            case .seed(let fault): "the credentials file \(path): \(fault)"
            }
        }
    }

    package init(path: String) throws(Fault) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            let exists = FileManager.default.fileExists(atPath: path)
            throw Fault(
                code: .unreadable(exists ? "no permission, or not a text" : "there is no such file"), path: path)
        }
        try self.init(text, path: path)
    }

    package init(_ text: String, path: String = "credentials") throws(Fault) {
        guard let jwt = Self.block("NATS USER JWT", in: text) else { throw Fault(code: .noJWT, path: path) }
        guard let seed = Self.block("USER NKEY SEED", in: text) else { throw Fault(code: .noSeed, path: path) }
        self.jwt = jwt
        do {
            key = try NKey(seed: seed)
        } catch {
            throw Fault(code: .seed(error), path: path)
        }
    }

    /// What stands between the lines `---BEGIN name---` and `---END name---`; the number of dashes differs between tools.
    private static func block(_ name: String, in text: String) -> String? {
        var content: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.trimmingCharacters(in: CharacterSet(charactersIn: "- \t\r"))
            if line.contains("---"), words == "BEGIN \(name)" {
                content = ""
            } else if content != nil, line.contains("---") {
                break
            } else if content != nil {
                content? += line.trimmingCharacters(in: .whitespaces)
            }
        }
        return content.flatMap { $0.isEmpty ? nil : $0 }
    }
}
