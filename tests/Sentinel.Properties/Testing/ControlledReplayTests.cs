using System.Globalization;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

public sealed class ControlledReplayTests
{
    private static readonly LinearizabilityOptions Controlled = new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, Runs = 100 };

    [Fact]
    public void A_data_race_passes_its_two_replays_and_its_token_shows_it_again_whatever_the_options()
    {
        var failure = Linearizability.Run<HitsSpec>(Controlled with { DataRaces = Scheduling.DataRaceMode.Fail }).Failure;

        Assert.Equal("DATA RACE", failure?.Finding.Headline);
        Assert.Equal(new(2, 2), failure!.Reproduction);
        var replayed = Linearizability.Replay<HitsSpec>(ReplayToken.Parse(failure.Counterexample.Token.ToString()));
        Assert.Equal("DATA RACE", replayed.Failure?.Finding.Headline);
        Assert.Equal(new(2, 2), replayed.Reproduction);
    }

    [Fact]
    public void A_data_race_of_a_passing_history_is_a_warning_only_where_no_token_says_otherwise() =>
        Assert.True(Linearizability.Run<HitsSpec>(Controlled).Passed);

    [Fact]
    public void A_failure_that_its_schedule_does_not_show_again_is_nondeterminism_whenever_it_stops()
    {
        List<int> failures = [];
        for (var lives = 1; lives <= 40; lives++)
        {
            AppContext.SetData(Mayfly.Key, lives.ToString(CultureInfo.InvariantCulture));
            var failure = Linearizability.Run<MayflySpec>(Controlled).Failure!;
            failures.Add(failure.Reproduction.Failures);
            Assert.Equal(failure.Reproduction.Failures < 2, failure.Finding.Headline == "NONDETERMINISTIC CODE");
        }

        Assert.Contains(0, failures);
    }

    [Fact]
    public void A_token_or_a_file_that_fails_once_in_two_replays_is_nondeterminism_too()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-flicker-");
        try
        {
            var options = Controlled with { Corpus = CorpusMode.ReadWrite, CorpusPath = folder.FullName };
            var token = Linearizability.Run<FlickerSpec>(options).Failure!.Counterexample.Token;

            var replayed = Linearizability.Replay<FlickerSpec>(ReplayToken.Parse(token.ToString()));
            Assert.Equal("NONDETERMINISTIC CODE", replayed.Failure?.Finding.Headline);
            Assert.Equal(new(1, 2), replayed.Reproduction);

            var again = Linearizability.Run<FlickerSpec>(options);
            Assert.Equal(1, again.Replayed);
            Assert.Equal("NONDETERMINISTIC CODE", again.Failure?.Finding.Headline);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Counts without a lock, and tells nobody how far it got: only the race is wrong.</summary>
    public sealed class Hits
    {
        private int hits;

        public void Hit() => hits++;

        public bool IsHit() => hits > 0;
    }

    public sealed class HitsSpec : ConcurrentSpec<Hits, int>
    {
        public HitsSpec()
            : base(() => new(), 0)
        {
            Operation("hit", hits => hits.Hit(), state => state + 1);
            Operation("is hit", hits => hits.IsHit(), state => (state, state > 0));
        }
    }

    /// <summary>Wrong in the first few of a process's instances, which is nothing that a schedule decides.</summary>
    public sealed class Mayfly
    {
        public const string Key = "Sentinel.Properties.Mayfly";
        private readonly int lives = int.Parse((string)AppContext.GetData(Key)!, CultureInfo.InvariantCulture);

        public Mayfly() => AppContext.SetData(Key, Math.Max(0, lives - 1).ToString(CultureInfo.InvariantCulture));

        public bool IsDead() => lives == 0;
    }

    public sealed class MayflySpec : ConcurrentSpec<Mayfly, int>
    {
        public MayflySpec()
            : base(() => new(), 0) =>
            Operation("dead", mayfly => mayfly.IsDead(), state => (state, true));
    }

    /// <summary>Every second instance is wrong, and makes an access less.</summary>
    public sealed class Flicker
    {
        private const string Key = "Sentinel.Properties.Flicker";
        private readonly bool wrong = AppContext.GetData(Key) is null;
        private int asked;

        public Flicker() => AppContext.SetData(Key, wrong ? "" : null);

        public bool IsRight()
        {
            return !wrong || ++asked == 0;
        }
    }

    public sealed class FlickerSpec : ConcurrentSpec<Flicker, int>
    {
        public FlickerSpec()
            : base(() => new(), 0) =>
            Operation("right", flicker => flicker.IsRight(), state => (state, true));
    }
}
