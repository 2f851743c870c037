#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif
internal import Measurement

/// An axis of a plot: where a value stands on it, and its ticks.
struct PlotAxis {
    /// A mark on the axis.
    struct Tick {
        /// Where it stands, from 0 to 1.
        let place: Double
        let label: String
    }

    private let lower: Double
    private let upper: Double
    private let isLogarithmic: Bool
    let ticks: [Tick]

    /// Where a value stands, from 0 to 1; outside values stand at the ends.
    func place(_ value: Double) -> Double {
        let (value, lower, upper) =
            isLogarithmic
            ? (log10(max(value, 1e-12)), log10(self.lower), log10(self.upper)) : (value, self.lower, self.upper)
        return upper > lower ? min(max((value - lower) / (upper - lower), 0), 1) : 0
    }

    /// From zero to a round number above the greatest value.
    static func linear(upTo greatest: Double, ticks: Int = 4, label: (Double) -> String) -> PlotAxis {
        let step = roundStep(max(greatest, 1e-9) / Double(ticks))
        let count = max(Int((greatest / step).rounded(.up)), 1)
        let upper = step * Double(count)
        return PlotAxis(
            lower: 0, upper: upper, isLogarithmic: false,
            ticks: (0...count).map { Tick(place: Double($0) / Double(count), label: label(step * Double($0))) })
    }

    /// From a round number below the least value to one above the greatest, so that a change of some percent is seen.
    static func linear(from least: Double, to greatest: Double, ticks: Int = 4, label: (Double) -> String) -> PlotAxis {
        let span = greatest - least > abs(greatest) * 0.02 ? greatest - least : max(abs(greatest) * 0.02, 1e-9)
        let step = roundStep(span / Double(ticks))
        let lower = (least / step).rounded(.down) * step
        let count = max(Int(((greatest - lower) / step).rounded(.up)), 1)
        return PlotAxis(
            lower: lower, upper: lower + step * Double(count), isLogarithmic: false,
            ticks: (0...count).map {
                Tick(place: Double($0) / Double(count), label: label(lower + step * Double($0)))
            })
    }

    /// Places from 0 to the last, with names at some of them.
    static func places(_ count: Int, names: [(place: Int, name: String)]) -> PlotAxis {
        let upper = Double(max(count - 1, 1))
        return PlotAxis(
            lower: 0, upper: upper, isLogarithmic: false,
            ticks: names.map { Tick(place: Double($0.place) / upper, label: $0.name) })
    }

    /// Time from the run's start, in seconds; ticks at times that people like.
    static func time(_ seconds: Double) -> PlotAxis {
        let steps: [Double] = [
            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400,
        ]
        let step = steps.first { seconds / $0 <= 7 } ?? (seconds / 7)
        let upper = max(seconds, 1)
        let ticks = stride(from: 0, through: upper, by: step).map {
            Tick(place: $0 / upper, label: String(Duration.seconds($0).clock.dropLast(2)))
        }
        return PlotAxis(lower: 0, upper: upper, isLogarithmic: false, ticks: ticks)
    }

    /// Durations in nanoseconds on a logarithmic scale; ticks at 1, 2 and 5 of each decade, or at decades only when there are many.
    static func durations(from least: Double, to greatest: Double) -> PlotAxis {
        let lower = max(least, 1)
        let upper = max(greatest, lower * 1.5)
        let decades = log10(upper / lower)
        let factors: [Double] = decades > 4 ? [1] : (decades > 2 ? [1, 3] : [1, 2, 5])
        var ticks: [Tick] = []
        var decade = power(10, Int(log10(lower).rounded(.down)))
        while decade <= upper {
            for factor in factors where decade * factor >= lower && decade * factor <= upper {
                let value = decade * factor
                ticks.append(
                    Tick(
                        place: log10(value / lower) / decades, label: Duration.nanoseconds(Int64(value.rounded())).brief
                    ))
            }
            decade *= 10
        }
        return PlotAxis(lower: lower, upper: upper, isLogarithmic: true, ticks: ticks)
    }

    /// Shares of requests, stretched towards 1: each nine takes as much room as the one before.
    static func nines(samples: Int) -> PlotAxis {
        let shares: [Double] = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999].filter {
            $0 == 0 || 1 / (1 - $0) <= Double(max(samples, 2)) * 1.01
        }
        let upper = Double(max(samples, 2))
        let ticks = shares.map {
            Tick(place: log10(1 / (1 - $0)) / log10(upper), label: $0 == 0 ? "min" : LatencyFigures.name(of: $0))
        }
        return PlotAxis(lower: 1, upper: upper, isLogarithmic: true, ticks: ticks)
    }

    /// 1, 2 or 5 times a power of ten, at least as large.
    private static func roundStep(_ raw: Double) -> Double {
        let magnitude = power(10, Int(log10(raw).rounded(.down)))
        let factor = raw / magnitude
        return magnitude
            * (factor <= 1.000_001 ? 1 : (factor <= 2 ? 2 : (factor <= 2.5 ? 2.5 : (factor <= 5 ? 5 : 10))))
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent.magnitude).reduce(1.0) { power, _ in exponent < 0 ? power / base : power * base }
    }
}
