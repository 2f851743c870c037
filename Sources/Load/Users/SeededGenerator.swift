/// Random numbers that repeat: the same seed and stream give the same sequence on every machine.
///
/// xoshiro256** (Blackman and Vigna, 2018), its state filled by SplitMix64 from the seed and the stream, as its authors advise. Each virtual user has
/// a stream of its own, so that what a user chooses doesn't depend on how users interleave.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// A generator for one stream of a seed.
    public init(seed: UInt64, stream: UInt64 = 0) {
        var mixer = SplitMix64(state: seed)
        // The stream is mixed before it meets the seed: neighbouring users would otherwise begin with neighbouring states.
        var streamMixer = SplitMix64(state: stream ^ 0x6A09_E667_F3BC_C908)
        mixer.state ^= streamMixer.next()
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotated(state.3, by: 45)
        return result
    }

    /// The next number of at least 0 and below 1, evenly spread, with 53 random bits.
    package mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    private static func rotated(_ value: UInt64, by count: UInt64) -> UInt64 {
        (value << count) | (value >> (64 - count))
    }

    /// Whether both would give the same numbers from here on.
    public static func == (left: SeededGenerator, right: SeededGenerator) -> Bool {
        left.state == right.state
    }
}

/// Spreads a seed over many bits (Steele, Lea and Flood, 2014).
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
