import Foundation

/// Counts the backend's pods through kubectl.
struct BackendPods: Sendable {
    let namespace: String
    let selector: String

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        (namespace, selector) = (parts[0], parts[1])
    }

    /// How many pods run, or why that isn't known.
    func count() -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "kubectl", "get", "pods", "-n", namespace, "-l", selector, "--field-selector", "status.phase=Running", "-o",
            "name",
            "--request-timeout=2s",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "not known (kubectl isn't there)" }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return "not known (kubectl failed)" }
        return "\(String(decoding: data, as: UTF8.self).split(separator: "\n").count)"
    }
}
