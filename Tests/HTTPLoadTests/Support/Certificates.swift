import Foundation
import Processes

/// An authority, a server's certificate for shop.test and a client's, made by openssl once a run.
enum Certificates {
    private static let made: Result<[String: Data], any Error> = Result { try make() }

    /// Writes the files ca.pem, server.pem, server.key, client.pem and client.key.
    static func write(to folder: URL) throws {
        for (name, data) in try made.get() { try data.write(to: folder.appendingPathComponent(name)) }
    }

    private static func make() throws -> [String: Data] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = """
            set -eu
            new() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "$@"; }
            new -x509 -days 2 -subj "/CN=Plimsoll Test CA" -keyout ca.key -out ca.pem
            new -subj "/CN=shop.test" -keyout server.key -out server.csr
            printf 'subjectAltName=DNS:shop.test' > san
            openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out server.pem
            new -subj "/CN=ada" -keyout client.key -out client.csr
            openssl x509 -req -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out client.pem
            """
        _ = try Companion(path: "/bin/sh", arguments: ["-c", script], folder: folder.path).wait()
        var files: [String: Data] = [:]
        for name in ["ca.pem", "server.pem", "server.key", "client.pem", "client.key"] {
            files[name] = try Data(contentsOf: folder.appendingPathComponent(name))
        }
        return files
    }
}
