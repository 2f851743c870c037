import Foundation

/// Waiting in tests for something that other threads bring about.
enum Pause {
    static func aMoment() throws { usleep(500) }
}
