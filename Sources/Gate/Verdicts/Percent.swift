import Foundation

/// Shares as text.
package enum Percent {
    /// Returns a share with its sign, "+12.3 %"; three digits are enough for a verdict.
    package static func signed(_ share: Double) -> String {
        guard share.isFinite else { return share > 0 ? "+∞ %" : "unknown" }
        let percent = share * 100
        let sign = percent < 0 ? "−" : "+"
        return sign + magnitude(abs(percent)) + " %"
    }

    /// Returns a share without a sign, "0.3 %".
    package static func plain(_ share: Double) -> String { share.isFinite ? magnitude(share * 100) + " %" : "unknown" }

    private static func magnitude(_ percent: Double) -> String {
        percent >= 99.95 ? String(format: "%.0f", percent) : String(format: percent < 0.995 ? "%.2f" : "%.1f", percent)
    }
}
