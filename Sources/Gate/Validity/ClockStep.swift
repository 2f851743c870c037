internal import Foundation

/// Whether somebody set the clock while something was measured: the wall clock went another way than the monotonic one.
package struct ClockStep: Sendable, Equatable {
    /// How far the clocks may part, in seconds: a time service that slews a clock stays far below.
    package static let allowed = 1.0

    /// How much further the wall clock went, in seconds; negative when it was set back.
    package var seconds: Double

    /// Creates a step from how far both clocks went, in seconds.
    package init(wall: Double, monotonic: Double) { seconds = wall - monotonic }

    /// Why the measurement may not be judged; nothing for a clock that ran on.
    package var fault: String? {
        guard abs(seconds) > Self.allowed else { return nil }
        return "the clock was set \(seconds > 0 ? "forward" : "back") by \(String(format: "%.1f", abs(seconds))) s "
            + "while it was measured"
    }
}
