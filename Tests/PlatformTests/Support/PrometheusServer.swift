import Foundation
import Measurement

@testable import Platform

/// A Prometheus server that scrapes an exporter of the test's every second.
final class PrometheusServer: Sendable {
    static let isInstalled = ServerProcess.program("prometheus") != nil

    let url: String

    private init(url: String) {
        self.url = url
    }

    /// Starts Prometheus with its own configuration, data and port, and hands it over once it is ready.
    static func run(scraping exporterPort: Int, _ body: (PrometheusServer) async throws -> Void) async throws {
        let folder = try ServerProcess.folder()
        let configuration = """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs: [{job_name: exporter, static_configs: [{targets: ["127.0.0.1:\(exporterPort)"]}]}]
            """
        try configuration.write(to: folder.appending(path: "prometheus.yml"), atomically: true, encoding: .utf8)
        let port = try freePort()
        let process = try ServerProcess(
            ServerProcess.program("prometheus") ?? "prometheus",
            [
                "--config.file=\(folder.path)/prometheus.yml", "--storage.tsdb.path=\(folder.path)/data",
                "--web.listen-address=127.0.0.1:\(port)",
            ], folder: folder)
        defer { process.stop() }
        let url = "http://127.0.0.1:\(port)"
        try await process.waited(for: "answer") {
            let source = Prometheus(url, reading: [.init("ready", "vector(1)")])
            return await source.metrics(during: Date() - 1..<Date())["ready"].last == 1 ? () : nil
        }
        try await body(PrometheusServer(url: url))
    }

    /// A port that was free a moment ago.
    private static func freePort() throws -> Int {
        let server = try RawServer(answer: "")
        defer { server.stop() }
        return server.port
    }
}
