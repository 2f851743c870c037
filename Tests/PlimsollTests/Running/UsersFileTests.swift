import Foundation
import HTTPLoad
import Load
import StandIns
import Synchronization
import Testing

@testable import Plimsoll

/// The number of users is changed by a file while a run goes on.
@Suite(.timeLimit(.minutes(10)))
struct UsersFileTests {
    @Test func aRunKeepsAsManyUsersAsItsFileSays() async throws {
        let service = try ShopService.start(StandInSettings(capacity: Capacity(replicas: 2)))
        defer { service.stop() }
        let root = scratchFolder()
        let file = root + "-users"
        try "3\n".write(toFile: file, atomically: true, encoding: .utf8)
        defer {
            try? FileManager.default.removeItem(atPath: root)
            try? FileManager.default.removeItem(atPath: file)
        }
        let seen = Mutex<Set<Int>>([])
        let scenario = Scenario("visitors", wait: .constant(.milliseconds(20))) {
            Action("index") { user in
                try await user.get("/").expect(status: 200)
                let count = seen.withLock { seen in
                    seen.insert(user.number)
                    return seen.count
                }
                // Three came by the first number; the second one brings three more, who end the run.
                if count == 3 { try "6".write(toFile: file, atomically: true, encoding: .utf8) }
                if count == 6 { throw RowsOver.error }
            }
        }
        let settings = try HarnessSettings(environment: ["PLIMSOLL_RESULTS": root, "PLIMSOLL_USERS_FILE": file])
        let report = try await scenario.run(
            .users(1, for: .minutes(10)).stopping(when: .failures(above: 0)),
            against: Target(service.url, name: "shop"),
            settings: settings)
        #expect(seen.withLock { $0.count } == 6)
        #expect(report.peakUsers >= 3)
    }

    /// What ends the run once everybody has come.
    private enum RowsOver: Error {
        case error
    }

    @Test func whatIsNoNumberIsSaidOnceAndChangesNothing() throws {
        let file = scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: file) }
        let said = Mutex<[String]>([])
        let users = UsersFile(path: file, control: RunControl()) { sentence in said.withLock { $0.append(sentence) } }
        users.look()
        users.look()
        try "many".write(toFile: file, atomically: true, encoding: .utf8)
        users.look()
        users.look()
        #expect(
            said.withLock { $0 } == [
                "PLIMSOLL_USERS_FILE is “\(file)”, which can't be read yet; the number of users stays as it is",
                "PLIMSOLL_USERS_FILE is “\(file)”, which holds “many” and not a whole number of at least 0; the number of users stays as it is",
            ])
    }
}
