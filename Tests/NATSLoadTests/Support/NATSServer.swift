import Foundation
import Glibc
import Processes
import Testing

@testable import NATSLoad

/// A real nats-server on free loopback ports, with a folder of its own.
final class NATSServer: @unchecked Sendable {
    /// A release that tests run against.
    struct Release: CustomTestStringConvertible, Sendable {
        let name: String
        let path: String
        var testDescription: String { name }
    }

    /// Debian's and PyPI's, as far as they are installed; `PLIMSOLL_NATS_SERVERS` names others, separated by colons.
    static let releases: [Release] = {
        let environment = ProcessInfo.processInfo.environment
        var paths = (environment["PLIMSOLL_NATS_SERVERS"] ?? "").split(separator: ":").map(String.init)
        let searched = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/nats-server" }
        // Debian's place, and the one where ci/setup puts PyPI's.
        let package = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
        let known = ["/usr/sbin/nats-server", "\(package)/.build-tools/python/bin/nats-server"]
        for path in known + searched where FileManager.default.isExecutableFile(atPath: path) && !paths.contains(path) {
            paths.append(path)
        }
        var seen: Set<String> = []
        return paths.compactMap { path in
            // A script of pip's says the same as the server it starts.
            guard let version = version(of: path), seen.insert(version).inserted else { return nil }
            return Release(name: version, path: path)
        }
    }()

    static var anyRelease: Release? { releases.first }

    /// A configuration whose user “u” may do everything but publish to MEMES.secret.
    static let denyingSecret = """
        authorization { users: [ { user: "u", password: "p",
          permissions: { publish: { deny: "MEMES.secret" }, subscribe: ">" } } ] }
        """

    private static func version(of path: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["--version"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: " ").last.map {
            $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    struct Fault: Error, CustomStringConvertible { let description: String }

    let port: Int
    let monitorPort: Int
    let folder: URL
    private let release: Release
    private let configuration: String
    private var process: Companion?

    var url: String { "nats://127.0.0.1:\(port)" }
    var monitor: URL { URL(string: "http://127.0.0.1:\(monitorPort)")! }

    /// - Parameter configuration: lines for the configuration file; `{folder}`, `{port}` are replaced.
    init(
        _ release: Release? = anyRelease, jetStream: Bool = true, configuration: String = "", port: Int? = nil,
        folder: URL? = nil
    ) throws {
        guard let release else { throw Fault(description: "there is no nats-server here; ci/setup test installs it") }
        self.release = release
        self.port = try port ?? Self.freePort()
        monitorPort = try Self.freePort()
        self.folder =
            folder ?? FileManager.default.temporaryDirectory.appending(path: "plimsoll-nats-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        var text = "listen: \"127.0.0.1:\(self.port)\"\nhttp: \"127.0.0.1:\(monitorPort)\"\n"
        if jetStream { text += "jetstream { store_dir: \"\(self.folder.path)/js\" }\n" }
        text += configuration.replacing("{folder}", with: self.folder.path)
        self.configuration = text
        try text.write(to: self.folder.appending(path: "server.conf"), atomically: true, encoding: .utf8)
        try start()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    func start() throws {
        let log = folder.appending(path: "server.log")
        if !FileManager.default.fileExists(atPath: log.path) {
            _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        }
        // What it says before it has read where its log is.
        let early = folder.appending(path: "early.log")
        _ = FileManager.default.createFile(atPath: early.path, contents: nil)
        let words = try FileHandle(forWritingTo: early)
        defer { try? words.close() }
        let process = try Companion(
            path: release.path, arguments: ["-c", folder.appending(path: "server.conf").path, "-l", log.path],
            errors: words.fileDescriptor)
        self.process = process
        // Ready once it says so; a machine under load may take its time.
        for _ in 0..<600 {
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            let runs = text.components(separatedBy: "Server is ready").count - 1
            if runs > starts {
                starts = runs
                return
            }
            if !process.isRunning {
                let words = ((try? String(contentsOf: early, encoding: .utf8)) ?? "") + text.suffix(2000)
                throw Fault(description: "nats-server ended: \(words)\n\(configuration)")
            }
            usleep(50_000)
        }
        throw Fault(description: "nats-server isn't ready after 30 s")
    }

    private var starts = 0

    /// Ends it in order.
    func stop() {
        process?.end()
        process = nil
    }

    /// Ends it at once, as a crash would.
    func kill() {
        process?.kill()
        process = nil
    }

    func signal(_ number: Int32) {
        process?.signal(number)
    }

    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(descriptor, pointer, size) == 0, getsockname(descriptor, pointer, &size) == 0 else {
                    return 0
                }
                return Int(
                    UInt16(
                        bigEndian: pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_port })
                )
            }
        }
        guard port != 0 else { throw Fault(description: "no free port on loopback") }
        return port
    }
}
