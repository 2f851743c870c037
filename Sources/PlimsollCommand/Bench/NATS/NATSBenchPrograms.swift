/// The other clients' programs: the least code that does a task as their documentation shows it.
enum NATSBenchPrograms {
    static let c = #"""
        #include <nats/nats.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/resource.h>
        #include <time.h>
        #include <unistd.h>

        static long long now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000LL + t.tv_nsec; }
        static void check(natsStatus s) { if (s != NATS_OK) { fprintf(stderr, "%s\n", natsStatus_GetText(s)); exit(1); } }
        static int compare(const void *a, const void *b) { long long x = *(long long *)a, y = *(long long *)b; return x < y ? -1 : x > y; }
        static long long *times; static volatile long received;
        static void echo(natsConnection *c, natsSubscription *s, natsMsg *m, void *x) {
            natsConnection_Publish(c, natsMsg_GetReply(m), natsMsg_GetData(m), natsMsg_GetDataLength(m)); natsMsg_Destroy(m);
        }
        static void arrived(natsConnection *c, natsSubscription *s, natsMsg *m, void *x) {
            long long sent; memcpy(&sent, natsMsg_GetData(m), 8); times[received] = now() - sent; received++; natsMsg_Destroy(m);
        }
        static double cpu(void) {
            struct rusage u; getrusage(RUSAGE_SELF, &u);
            return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
        }
        static long long began; static double used;
        static long long begin(void) { used = cpu(); return began = now(); }
        static void report(long n) { printf("messages=%ld seconds=%f cpu_seconds=%f\n", n, (now() - began) / 1e9, cpu() - used); }
        static void quantiles(long n) {
            qsort(times, n, sizeof *times, compare);
            printf("p50_us=%f p99_us=%f\n", times[n / 2] / 1e3, times[n * 99 / 100] / 1e3);
        }
        static void status(void) {
            char line[256]; FILE *f = fopen("/proc/self/status", "r");
            while (fgets(line, sizeof line, f)) {
                long v;
                if (sscanf(line, "VmRSS: %ld", &v) == 1) printf("rss_kb=%ld\n", v);
                if (sscanf(line, "Threads: %ld", &v) == 1) printf("threads=%ld\n", v);
            }
            fclose(f);
        }

        int main(int argc, char **argv) {
            const char *url = argv[1], *task = argv[2]; long n = atol(argv[3]); char payload[128];
            natsConnection *c = NULL; memset(payload, 'x', sizeof payload); times = calloc(n, sizeof *times);
            check(natsConnection_ConnectTo(&c, url));
            long long start = begin();
            if (!strcmp(task, "core")) {
                for (long i = 0; i < n; i++) check(natsConnection_Publish(c, "bench.core", payload, 128));
                check(natsConnection_Flush(c)); report(n);
            } else if (!strcmp(task, "publish")) {
                jsCtx *js; jsOptions o; jsStreamConfig sc; const char *subjects[] = {"bench.js"};
                jsOptions_Init(&o); o.PublishAsync.MaxPending = 1000; check(natsConnection_JetStream(&js, c, &o));
                jsStreamConfig_Init(&sc); sc.Name = "BENCH"; sc.Subjects = subjects; sc.SubjectsLen = 1; sc.Storage = js_MemoryStorage;
                check(js_AddStream(NULL, js, &sc, NULL, NULL)); begin();
                for (long i = 0; i < n; i++) check(js_PublishAsync(js, "bench.js", payload, 128, NULL));
                check(js_PublishAsyncComplete(js, NULL)); report(n);
                jsStreamInfo *si; check(js_GetStreamInfo(&si, js, "BENCH", NULL, NULL));
                if (si->State.Msgs != (uint64_t)n) { fprintf(stderr, "%ld of %ld stored\n", (long)si->State.Msgs, n); exit(1); }
                js_DeleteStream(js, "BENCH", NULL, NULL);
            } else if (!strcmp(task, "pull")) {
                jsCtx *js; natsSubscription *s; check(natsConnection_JetStream(&js, c, NULL));
                check(js_PullSubscribe(&s, js, "bench.pull", "worker", NULL, NULL, NULL)); begin();
                for (long i = 0; i < n;) {
                    natsMsgList l; check(natsSubscription_Fetch(&l, s, n - i < 512 ? n - i : 512, 5000, NULL));
                    for (int k = 0; k < l.Count; k++) check(natsMsg_Ack(l.Msgs[k], NULL));
                    i += l.Count; natsMsgList_Destroy(&l);
                }
                check(natsConnection_Flush(c)); report(n);
                js_DeleteStream(js, "BENCHPULL", NULL, NULL);
            } else if (!strcmp(task, "roundtrip")) {
                // The echo answers at once: its flusher's millisecond isn't what a request of cnats takes.
                natsConnection *d; natsSubscription *s; natsOptions *o; check(natsOptions_Create(&o));
                check(natsOptions_SetURL(o, url)); check(natsOptions_SetSendAsap(o, true)); check(natsConnection_Connect(&d, o));
                check(natsConnection_Subscribe(&s, d, "bench.echo", echo, NULL)); check(natsConnection_Flush(d)); begin();
                for (long i = 0; i < n; i++) {
                    natsMsg *m; long long t = now(); check(natsConnection_Request(&m, c, "bench.echo", payload, 128, 5000));
                    times[i] = now() - t; natsMsg_Destroy(m);
                }
                report(n); quantiles(n);
            } else if (!strcmp(task, "latency")) {
                natsConnection *d; natsSubscription *s; check(natsConnection_ConnectTo(&d, url));
                check(natsConnection_Subscribe(&s, d, "bench.e2e", arrived, NULL)); check(natsConnection_Flush(d)); start = begin();
                for (long i = 0; i < n; i++) {
                    long long due = start + i * 500000LL, t;
                    while ((t = now()) < due) { struct timespec w = {0, due - t}; nanosleep(&w, NULL); }
                    memcpy(payload, &t, 8); check(natsConnection_Publish(c, "bench.e2e", payload, 128));
                }
                while (received < n) usleep(1000);
                report(n); quantiles(n);
            } else {
                for (long i = 1; i < n; i++) check(natsConnection_ConnectTo(&c, url));
                report(n); status();
            }
            fflush(stdout); _exit(0);
        }
        """#

    static let python = #"""
        import asyncio, struct, sys, time
        import nats
        from nats.js.api import StorageType

        async def main(url, task, n):
            c = await nats.connect(url)
            payload, times, start, used = b"x" * 128, [], time.monotonic_ns(), time.process_time()

            def report():
                print(f"messages={n} seconds={(time.monotonic_ns() - start) / 1e9} cpu_seconds={time.process_time() - used}")
                if times:
                    times.sort()
                    print(f"p50_us={times[n // 2] / 1e3} p99_us={times[n * 99 // 100] / 1e3}")

            if task == "core":
                for _ in range(n):
                    await c.publish("bench.core", payload)
                await c.flush()
            elif task == "publish":
                js = c.jetstream(publish_async_max_pending=1000)
                await js.add_stream(name="BENCH", subjects=["bench.js"], storage=StorageType.MEMORY)
                start, used = time.monotonic_ns(), time.process_time()
                for _ in range(n):
                    await js.publish_async("bench.js", payload, wait_stall=30)
                await js.publish_async_completed()
                report()
                await js.delete_stream("BENCH")
                return
            elif task == "pull":
                js = c.jetstream()
                s = await js.pull_subscribe("bench.pull", durable="worker")
                start, used, done = time.monotonic_ns(), time.process_time(), 0
                while done < n:
                    for m in await s.fetch(min(512, n - done)):
                        await m.ack()
                        done += 1
                await c.flush()
                report()
                await js.delete_stream("BENCHPULL")
                return
            elif task == "roundtrip":
                d = await nats.connect(url)
                async def echo(m):
                    await m.respond(m.data)
                await d.subscribe("bench.echo", cb=echo)
                await d.flush()
                start, used = time.monotonic_ns(), time.process_time()
                for _ in range(n):
                    t = time.monotonic_ns()
                    await c.request("bench.echo", payload)
                    times.append(time.monotonic_ns() - t)
            elif task == "latency":
                d = await nats.connect(url)
                async def arrived(m):
                    times.append(time.monotonic_ns() - struct.unpack_from("<q", m.data)[0])
                await d.subscribe("bench.e2e", cb=arrived)
                await d.flush()
                start, used = time.monotonic_ns(), time.process_time()
                for i in range(n):
                    while True:
                        t = time.monotonic_ns()
                        if t >= start + i * 500000:
                            break
                        await asyncio.sleep((start + i * 500000 - t) / 1e9)
                    await c.publish("bench.e2e", struct.pack("<q", t) + payload[8:])
                while len(times) < n:
                    await asyncio.sleep(0.001)
            else:
                all = [c] + [await nats.connect(url) for _ in range(n - 1)]
                report()
                for line in open("/proc/self/status"):
                    if line.startswith("VmRSS:"):
                        print(f"rss_kb={line.split()[1]}")
                    if line.startswith("Threads:"):
                        print(f"threads={line.split()[1]}")
                return
            report()

        asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
        """#
}
