import Foundation

/// The base's sources in a worktree of their own, built there.
struct BaseCheckout: Sendable {
    let folder: URL

    /// Checks the base out and builds it; nothing unless a ref was given.
    static func make(_ options: GateOptions, in folder: URL) async throws -> BaseCheckout? {
        guard let ref = options.gitRef else { return nil }
        let place = folder.appendingPathComponent("base-checkout")
        let checkout = BaseCheckout(folder: place)
        if !FileManager.default.fileExists(atPath: place.path) {
            let added = try await ForegroundProcess.run(
                ["git", "worktree", "add", "--detach", "--force", place.path, ref], adding: [:])
            guard added == 0 else {
                throw CommandFailure(.missing, "--git: “\(ref)” can't be checked out (git ended with \(added))")
            }
        }
        if let command = options.buildCommand {
            let built = try await ForegroundProcess.run(
                ["/bin/sh", "-c", "cd \"$1\" && \(command)", "sh", place.path], adding: [:])
            guard built == 0 else {
                await checkout.remove()
                throw CommandFailure(.testFailed, "the base doesn't build: “\(command)” ended with \(built)")
            }
        }
        return checkout
    }

    /// Takes the worktree away.
    func remove() async {
        _ = try? await ForegroundProcess.run(["git", "worktree", "remove", "--force", folder.path], adding: [:])
    }
}
