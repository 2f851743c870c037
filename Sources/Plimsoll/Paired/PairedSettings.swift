import Foundation
import Load

/// What the environment asks of a paired run: two addresses of the same service, and in which order they are loaded.
///
/// | variable | meaning |
/// |---|---|
/// | `PLIMSOLL_BASE`, `PLIMSOLL_HEAD` | the addresses of the two builds; both or none |
/// | `PLIMSOLL_PAIR_ORDER` | the sides of the slices: `base,head,head,base` |
/// | `PLIMSOLL_PAIR_SLICE` | how long a slice is loaded, its settling included; 6s by default |
/// | `PLIMSOLL_PAIR_SETTLE` | how much at the beginning of a slice doesn't count; 1s by default |
/// | `PLIMSOLL_PAIR_WARMUP` | how long each side is loaded before the first slice; 5s by default |
struct PairedSettings: Sendable, Equatable {
    /// The two builds, by the word that stands in the order.
    enum Side: String, Sendable {
        case base, head
    }

    /// The address of the build as it was.
    let base: String
    /// The address of the build with the change.
    let head: String
    /// The sides of the slices, in their order.
    let order: [Side]
    /// How long a slice is loaded.
    let slice: Duration
    /// How much of it doesn't count.
    let settle: Duration
    /// How long each side is loaded before the first slice.
    let warmUp: Duration

    /// The order of a block when none is given: each side six times, and none before the other on average.
    static let usualOrder: [Side] = [
        .base, .head, .head, .base, .base, .head, .head, .base, .base, .head, .head, .base,
    ]

    /// Reads the settings; none where neither address is given.
    static func read(_ environment: [String: String]) throws(SettingsError) -> PairedSettings? {
        let base = environment["PLIMSOLL_BASE"] ?? ""
        let head = environment["PLIMSOLL_HEAD"] ?? ""
        if base.isEmpty, head.isEmpty { return nil }
        guard !base.isEmpty, !head.isEmpty else {
            let name = base.isEmpty ? "PLIMSOLL_BASE" : "PLIMSOLL_HEAD"
            throw SettingsError(faults: ["\(name) isn't set; a paired run needs the addresses of both builds"])
        }
        var reader = VariableReader(environment)
        func duration(_ name: String, _ usual: Duration) -> Duration {
            reader.value([name], "a duration such as 6s") { Duration(text: $0).flatMap { $0 >= .zero ? $0 : nil } }
                ?? usual
        }
        let slice = duration("PLIMSOLL_PAIR_SLICE", .seconds(6))
        let settle = duration("PLIMSOLL_PAIR_SETTLE", .seconds(1))
        let warmUp = duration("PLIMSOLL_PAIR_WARMUP", .seconds(5))
        let order =
            reader.value(["PLIMSOLL_PAIR_ORDER"], "sides with commas between, base,head,head,base") { text in
                let sides = text.split(separator: ",").map { Side(rawValue: String($0)) }
                return sides.contains(nil) || Set(sides).count < 2 ? nil : sides.compactMap(\.self)
            } ?? usualOrder
        var faults = reader.faults
        if settle >= slice {
            faults.append("PLIMSOLL_PAIR_SETTLE is \(settle); nothing is left of a slice of \(slice)")
        }
        if !faults.isEmpty { throw SettingsError(faults: faults) }
        return PairedSettings(base: base, head: head, order: order, slice: slice, settle: settle, warmUp: warmUp)
    }

    /// Returns the address of a side.
    func address(of side: Side) -> String { side == .base ? base : head }

    /// Returns the load of one slice: the same level at once, for the slice's length.
    func slice(of load: LoadModel, lasting duration: Duration? = nil) -> LoadModel {
        // Users who come one by one would make each slice a ramp.
        let spawnRate = load.steady.map { Double($0.count) * 5 }
        let length = duration ?? slice
        return load.applying(LoadOverrides(spawnRate: spawnRate, duration: length))
            .warmingUp(for: duration == nil ? settle : .zero)
    }
}
