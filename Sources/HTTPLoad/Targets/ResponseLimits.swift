/// What an answer may not exceed; one that does fails and is broken off.
public struct ResponseLimits: Sendable, Hashable {
    /// Bytes of the body, after decompression.
    public var bodyBytes: Int
    /// Bytes of all headers together.
    public var headerBytes: Int

    /// Limits in bytes: 64 MiB for bodies and 256 KiB for headers unless given.
    public init(bodyBytes: Int = 64 << 20, headerBytes: Int = 256 << 10) {
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
    }
}
