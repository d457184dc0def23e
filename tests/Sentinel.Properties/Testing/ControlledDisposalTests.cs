using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

public sealed class ControlledDisposalTests
{
    private static readonly LinearizabilityOptions Controlled = new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, Runs = 20 };

    [Theory]
    [InlineData(typeof(BackgroundServiceSpec))]
    [InlineData(typeof(JoinedThreadSpec))]
    [InlineData(typeof(AsyncBackgroundServiceSpec))]
    public void A_disposal_that_stops_what_the_system_started_passes(Type spec)
    {
        var result = Linearizability.Run(spec, Controlled);

        Assert.True(result.Passed, result.ToString());
        Assert.True(result.Schedules > 20, result.ToString());
    }

    [Fact]
    public void A_disposal_that_never_ends_is_found_with_its_name_and_replays()
    {
        var failure = Linearizability.Run<NeverStoppedSpec>(Controlled).Failure;

        Assert.NotNull(failure);
        Assert.Contains("Dispose", failure.Finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(new(2, 2), failure.Reproduction);
        Assert.Equal(failure.Finding.Headline, Linearizability.Replay<NeverStoppedSpec>(failure.Counterexample.Token).Failure?.Finding.Headline);
    }

    [Fact]
    public void A_disposal_that_throws_says_so() =>
        Assert.Equal(
            "ThrowingDisposalSpec could not dispose its system: still in use",
            Assert.Throws<SystemUnderTestException>(() => Linearizability.Run<ThrowingDisposalSpec>(Controlled)).Message);

    [Fact]
    public void A_system_is_disposed_also_where_its_run_ends_early()
    {
        AppDomain.CurrentDomain.SetData(Embraced.Left, 0);

        var failure = Linearizability.Run<EmbracedSpec>(Controlled).Failure;

        Assert.Contains("eadlock", failure?.Finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, AppDomain.CurrentDomain.GetData(Embraced.Left));
    }

    /// <summary>Adds; what is interesting is how it ends.</summary>
    public abstract class Adder
    {
        private int sum;

        public int Add() => Interlocked.Increment(ref sum);
    }

    public abstract class AdderSpec(Func<Adder> create) : ConcurrentSpec<Adder, int>(create, 0)
    {
        protected void Add() => Operation("add", adder => adder.Add(), state => (state + 1, state + 1));
    }

    public sealed class BackgroundService : Adder, IDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Task loop;

        public BackgroundService() => loop = LoopAsync();

        public void Dispose()
        {
            stop.Cancel();
            loop.Wait();
            stop.Dispose();
        }

        private async Task LoopAsync()
        {
            try
            {
                while (true)
                {
                    await Task.Delay(1_000, stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    public sealed class BackgroundServiceSpec : AdderSpec
    {
        public BackgroundServiceSpec()
            : base(() => new BackgroundService()) => Add();
    }

    public sealed class AsyncBackgroundService : Adder, IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Task loop;

        public AsyncBackgroundService() => loop = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(1_000);
            }
        });

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await loop;
            stop.Dispose();
        }
    }

    public sealed class AsyncBackgroundServiceSpec : AdderSpec
    {
        public AsyncBackgroundServiceSpec()
            : base(() => new AsyncBackgroundService()) => Add();
    }

    /// <summary>Stops the thread that it started; where it forgets to wake it, it never ends.</summary>
    public sealed class JoinedThread : Adder, IDisposable
    {
        private readonly bool wakes;
        private readonly AutoResetEvent wake = new(false);
        private readonly Thread thread;
        private volatile bool stopped;

        public JoinedThread(bool wakes)
        {
            this.wakes = wakes;
            thread = new(() =>
            {
                while (!stopped)
                {
                    wake.WaitOne();
                }
            });
            thread.Start();
        }

        public void Dispose()
        {
            stopped = true;
            if (wakes)
            {
                wake.Set();
            }

            thread.Join();
            wake.Dispose();
        }
    }

    public sealed class JoinedThreadSpec : AdderSpec
    {
        public JoinedThreadSpec()
            : base(() => new JoinedThread(wakes: true)) => Add();
    }

    public sealed class NeverStoppedSpec : AdderSpec
    {
        public NeverStoppedSpec()
            : base(() => new JoinedThread(wakes: false)) => Add();
    }

    /// <summary>Two locks, taken in either order; counts in the process how many systems are left.</summary>
    public sealed class Embraced : Adder, IDisposable
    {
        public const string Left = "Sentinel.Tests.Embraced";

        private readonly Lock one = new();
        private readonly Lock two = new();

        public Embraced() => Count(1);

        public int Take(bool oneFirst)
        {
            lock (oneFirst ? one : two)
            {
                lock (oneFirst ? two : one)
                {
                    return Add();
                }
            }
        }

        public void Dispose()
        {
            lock (one)
            {
                Count(-1);
            }
        }

        private static void Count(int by) => AppDomain.CurrentDomain.SetData(Left, (int)AppDomain.CurrentDomain.GetData(Left)! + by);
    }

    public sealed class EmbracedSpec : ConcurrentSpec<Embraced, int>
    {
        public EmbracedSpec()
            : base(() => new Embraced(), 0)
        {
            Operation("one", locks => locks.Take(oneFirst: true), state => (state + 1, state + 1));
            Operation("two", locks => locks.Take(oneFirst: false), state => (state + 1, state + 1));
        }
    }

    public sealed class ThrowingDisposal : Adder, IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("still in use");
    }

    public sealed class ThrowingDisposalSpec : AdderSpec
    {
        public ThrowingDisposalSpec()
            : base(() => new ThrowingDisposal()) => Add();
    }
}
