/// One of the daemon's connections.
///
/// Sendable because the pointer is only handed back to the library's suspend and resume calls, which may come from
/// any thread, and only while the connection is suspended, when the library keeps it alive.
struct ConnectionHandle: @unchecked Sendable, Hashable {
    let pointer: OpaquePointer
}
