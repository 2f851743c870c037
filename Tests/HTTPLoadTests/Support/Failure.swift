/// The error that something throws; nil when it doesn't.
///
/// Stands in for the library's expectation, which sends its result to another isolation and so can't take a user's.
func failure(_ body: () async throws -> Void) async -> (any Error)? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}
