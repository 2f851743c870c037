import CCurl
import CLinux
import CMicroHTTPD
import COpenSSL
import CSQLite
import CZlib
import Cluster
import Foundation

/// Asks the machine what the doctor wants to know.
enum Machine {
    /// The findings, the machine's own figures first, then libraries, then tools.
    ///
    /// - Parameter quiet: how quiet the machine is, where somebody looked.
    static func examine(quiet: Finding? = nil) -> [Finding] {
        [cores, quiet, descriptors, ports].compactMap(\.self) + libraries + tools
    }

    private static var cores: Finding {
        .good("cores", "\(ProcessInfo.processInfo.activeProcessorCount); one shard a core by default")
    }

    private static var descriptors: Finding {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return .descriptors(soft: UInt64(limit.rlim_cur), hard: UInt64(limit.rlim_max))
    }

    private static var ports: Finding? {
        let text = try? String(contentsOfFile: "/proc/sys/net/ipv4/ip_local_port_range", encoding: .utf8)
        let numbers = text?.split(whereSeparator: \.isWhitespace).compactMap { Int($0) } ?? []
        return numbers.count == 2 && numbers[0] <= numbers[1] ? .ports(range: numbers[0]...numbers[1]) : nil
    }

    private static var libraries: [Finding] {
        [
            .good("libcurl", curl),
            .good("OpenSSL", String(cString: OpenSSL_version(OPENSSL_VERSION))),
            .good("libmicrohttpd", String(cString: MHD_get_version())),
            .good("SQLite", String(cString: sqlite3_libversion())),
            .good("zlib", String(cString: zlibVersion())),
        ]
    }

    /// The version of libcurl and what it was built with, in curl's own words: TLS, HTTP/2, compression.
    private static var curl: String {
        String(cString: curl_version())
    }

    private static var tools: [Finding] {
        [
            .tool(
                "kubectl", version: kubectl, purpose: "observing a cluster",
                package: "kubernetes-client"),
            .tool(
                "nginx", version: version("nginx", ["-v"]), purpose: "this package's own tests and benchmarks",
                package: "nginx-light"),
            .tool(
                "nats-server", version: version("nats-server", ["--version"]), purpose: "this package's own NATS tests",
                package: "nats-server"),
            .tool("wrk", version: version("wrk", ["-v"]), purpose: "plimsoll bench http, as a peer", package: "wrk"),
            .tool("hey", version: version("hey", nil), purpose: "plimsoll bench http, as a peer", package: "hey"),
            .tool(
                "ab", version: version("ab", ["-V"]), purpose: "plimsoll bench http, as a peer",
                package: "apache2-utils"),
            .tool(
                "h2load", version: version("h2load", ["--version"]), purpose: "plimsoll bench http, as a peer",
                package: "nghttp2-client"),
        ]
    }

    /// The version of the kubectl that PLIMSOLL_KUBECTL names, or of the one on the path.
    private static var kubectl: String? {
        let access = ClusterAccess(environment: ProcessInfo.processInfo.environment)
        return (try? access.executable()).flatMap { firstLine(of: $0, access.arguments + ["version", "--client"]) }
    }

    /// The first line that a tool prints of its version, or just where it is when it has no such option.
    private static func version(_ tool: String, _ arguments: [String]?) -> String? {
        guard let path = path(of: tool) else { return nil }
        return arguments.map { firstLine(of: path, $0) } ?? path
    }

    /// The first line that a program prints; its path when it prints none, nil when it can't be started.
    private static func firstLine(of path: String, _ arguments: [String]) -> String? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        guard (try? process.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").first.map { String($0).trimmingCharacters(in: .whitespaces) } ?? path
    }

    private static func path(of tool: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"
        return folders.split(separator: ":").map { "\($0)/\(tool)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
