import Foundation

/// A folder for results that no other test uses, below the system's folder for what is temporary.
func scratchFolder() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-\(UUID().uuidString)").path
}
