internal import Foundation

/// A metrics service at an address: sends requests with retries and turns whatever goes wrong into one sentence.
struct Service: Sendable {
    /// Who is spoken to, as a message names it: `CloudWatch at https://monitoring.eu-central-1.amazonaws.com`.
    let name: String
    let keys: JSONKeys
    var retries = RetryPolicy()
    /// Reads the service's own error out of an answer that isn't a success.
    let readError: @Sendable (ExchangeAnswer) -> ServiceError?
    /// What to do about an error of that code, as the end of a sentence.
    let remedy: @Sendable (_ status: Int, _ code: String?) -> String?

    /// Sends a request until it succeeds or another attempt is pointless.
    ///
    /// - Parameters:
    ///   - operation: what is asked for, as a message names it.
    ///   - isRepeatable: whether doing it twice is the same as doing it once.
    func perform(_ request: ExchangeRequest, operation: String, isRepeatable: Bool) async throws(PlatformFailure)
        -> ExchangeAnswer
    {
        var attempt = 1
        while true {
            let (outcome, result) = await self.attempt(request)
            if case .success(let answer) = result, (200..<300).contains(answer.status) { return answer }
            let wait = retries.wait(
                after: outcome, attempt: attempt, isRepeatable: isRepeatable, jitter: .random(in: 0..<1))
            guard let wait, !Task.isCancelled else {
                throw failure(result, operation: operation, attempts: attempt)
            }
            do {
                try await Task.sleep(for: wait)
            } catch {
                throw PlatformFailure(.cancelled, "\(name) was asked for \(operation), and then cancelled")
            }
            attempt += 1
        }
    }

    private func attempt(_ request: ExchangeRequest) async -> (
        RetryPolicy.Outcome, Result<ExchangeAnswer, ExchangeFailure>
    ) {
        do throws(ExchangeFailure) {
            let answer = try await Exchange.perform(request)
            let isError = !(200..<300).contains(answer.status)
            let outcome = RetryPolicy.Outcome.answered(
                status: answer.status, errorCode: isError ? readError(answer)?.code : nil,
                retryAfter: answer.headers["retry-after"].flatMap(Int.init).map { .seconds(max(0, $0)) })
            return (outcome, .success(answer))
        } catch {
            return (.failed(error.code), .failure(error))
        }
    }

    private func failure(_ result: Result<ExchangeAnswer, ExchangeFailure>, operation: String, attempts: Int)
        -> PlatformFailure
    {
        let tries = attempts > 1 ? " after \(attempts) attempts" : ""
        switch result {
        case .success(let answer):
            return refusal(answer, operation: operation, tries: tries)
        case .failure(let failure):
            let code: PlatformFailure.Code
            let verb: String
            switch failure.code {
            case .unreachable: (code, verb) = (.unreachable, "can't be reached for")
            case .timedOut: (code, verb) = (.timedOut, "took too long over")
            case .brokenOff: (code, verb) = (.malformed, "broke off")
            case .tooLarge: (code, verb) = (.tooLarge, "answered too much to")
            case .cancelled: (code, verb) = (.cancelled, "wasn't waited for over")
            case .impossible: (code, verb) = (.configuration, "can't be asked for")
            }
            return PlatformFailure(code, "\(name) \(verb) \(operation)\(tries): \(failure.description)")
        }
    }

    private func refusal(_ answer: ExchangeAnswer, operation: String, tries: String) -> PlatformFailure {
        let error = readError(answer)
        let isThrottled = RetryPolicy.isThrottled(status: answer.status, code: error?.code)
        var sentence = "\(name) refused \(operation) with HTTP \(answer.status)\(tries): "
        sentence += error?.description ?? "\(answer.excerpt)"
        if let remedy = remedy(answer.status, error?.code) { sentence += "; \(remedy)" }
        return PlatformFailure(isThrottled ? .throttled : .refused, sentence)
    }

    /// The failure of an answer that was a success by its status but makes no sense.
    func malformed(_ operation: String, _ what: String) -> PlatformFailure {
        PlatformFailure(.malformed, "\(name) gave a malformed answer to \(operation): \(what)")
    }

    /// Reads an answer's JSON.
    func decode<Value: Decodable>(_ type: Value.Type, from answer: ExchangeAnswer, operation: String)
        throws(PlatformFailure) -> Value
    {
        do {
            return try keys.decoder.decode(type, from: answer.body)
        } catch let error as DecodingError {
            throw malformed(operation, error.sentence(about: answer, keys: keys))
        } catch {
            throw malformed(operation, "\(error)")
        }
    }
}
