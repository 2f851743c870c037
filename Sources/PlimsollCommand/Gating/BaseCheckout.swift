import Foundation

/// The base's sources in a worktree of their own, built there.
struct BaseCheckout: Sendable {
    /// The worktree.
    let root: URL
    /// The folder in it that stands for the current one, from which commands are run.
    let folder: URL
    /// The top of the repository from which it was checked out.
    let top: URL

    /// Names the checkout of a repository's state, seen from a folder of the repository.
    init(root: URL, from current: URL = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)) {
        self.root = root
        top = Self.top(of: current) ?? current
        folder = Self.place(Self.path(of: current, below: top), in: root) ?? root
    }

    /// Returns what a path is called in the checkout; nothing for one outside of the repository.
    func counterpart(of path: String) -> URL? {
        Self.place(Self.path(of: URL(fileURLWithPath: path), below: top), in: root)
    }

    private static func place(_ path: String?, in root: URL) -> URL? {
        path.map { $0.isEmpty ? root : root.appendingPathComponent($0) }
    }

    /// Returns the top of the repository that a folder belongs to, which holds `.git`.
    private static func top(of folder: URL) -> URL? {
        var place = folder.standardizedFileURL.resolvingSymlinksInPath()
        while place.path != "/" {
            if FileManager.default.fileExists(atPath: place.appendingPathComponent(".git").path) { return place }
            place.deleteLastPathComponent()
        }
        return nil
    }

    /// Returns the path of a place below a folder, empty for the folder itself; nothing for a place elsewhere.
    private static func path(of place: URL, below folder: URL) -> String? {
        let (parts, base) = (parts(of: place), parts(of: folder))
        return parts.starts(with: base) ? parts.dropFirst(base.count).joined(separator: "/") : nil
    }

    private static func parts(of place: URL) -> [String] {
        place.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    }

    /// Checks the base out and builds it; nothing unless a ref was given.
    static func make(_ options: GateOptions, in folder: URL) async throws -> BaseCheckout? {
        guard let ref = options.gitRef else { return nil }
        let place = folder.appendingPathComponent("base-checkout")
        let checkout = BaseCheckout(root: place)
        if !FileManager.default.fileExists(atPath: place.path) {
            let added = try await ForegroundProcess.run(
                ["git", "worktree", "add", "--detach", "--force", place.path, ref], adding: [:])
            guard added == 0 else {
                throw CommandFailure(.missing, "--git: “\(ref)” can't be checked out (git ended with \(added))")
            }
        }
        if let command = options.buildCommand {
            let built = try await ForegroundProcess.run(
                ["/bin/sh", "-c", "cd \"$1\" && \(command)", "sh", checkout.folder.path], adding: [:])
            guard built == 0 else {
                await checkout.remove()
                throw CommandFailure(.testFailed, "the base doesn't build: “\(command)” ended with \(built)")
            }
        }
        return checkout
    }

    /// Takes the worktree away.
    func remove() async {
        _ = try? await ForegroundProcess.run(["git", "worktree", "remove", "--force", root.path], adding: [:])
    }
}
