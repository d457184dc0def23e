using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Packages and parts of the framework, rewritten as they are, run under control without crash, hang or escape.</summary>
public class PackageTests(ITestOutputHelper output)
{
    private static readonly string[] Included =
    [
        "Microsoft.Extensions.Caching.Memory", "Microsoft.Extensions.Caching.Abstractions", "Microsoft.Extensions.Primitives",
        "Microsoft.Extensions.Options", "Polly.Core", "System.Threading.RateLimiting",
        "System.Collections.Concurrent", "System.Collections.Immutable", "System.Threading.Channels", "System.Threading.Tasks.Dataflow",
    ];

    private static readonly Lazy<ShadowContext> Shadow = new(() => ShadowContext.For(typeof(Packages), new ShadowOptions { Include = Included }));

    [Theory]
    [InlineData(nameof(Packages.MemoryCacheCreatesTwice), true)]
    [InlineData(nameof(Packages.SizeLimitedCache), false)]
    [InlineData(nameof(Packages.ConcurrencyLimiterKeepsItsLimit), false)]
    [InlineData(nameof(Packages.CircuitBreaker), false)]
    [InlineData(nameof(Packages.DictionaryTryAdd), false)]
    [InlineData(nameof(Packages.BagTryTake), false)]
    [InlineData(nameof(Packages.ChannelReadAll), false)]
    [InlineData(nameof(Packages.BlockingCollectionLosesNothing), false)]
    [InlineData(nameof(Packages.QueueIsAskedFirst), true)]
    [InlineData(nameof(Packages.ImmutableMapUpdates), false)]
    [InlineData(nameof(Packages.DataflowPipeline), false)]
    public void A_package_runs_under_control(string program, bool found)
    {
        lock (Shadow)
        {
            using var explorer = new ControlledExplorer(Shadow.Value, new ControlledOptions { Schedules = 500 });
            var copy = Shadow.Value.Resolve(SeededBugTests.Program(typeof(Packages), program));
            var report = explorer.Explore(copy, Subject.Judge);
            output.WriteLine($"{report.Schedules} schedules, {report.LearningRuns} learning, {report.DataRaces.Count} races, {report.Ended}");
            output.WriteLine($"{report.Points / Math.Max(1, report.Schedules)} points each");
            foreach (var race in report.DataRaces.Take(3))
            {
                output.WriteLine(race.ToString());
            }

            // A package that was not rewritten would be called as one step, and run without a hang whatever it does.
            Assert.Subset(Shadow.Value.Rewritten.ToHashSet(), Included.ToHashSet());
            var rows = explorer.Interleaving(report.Failure?.Run ?? explorer.Replay(copy, Schedule.Default));
            Assert.Contains(rows, row => !row.Method.StartsWith("Packages", StringComparison.Ordinal) && !row.Method.StartsWith("Script", StringComparison.Ordinal));
            Assert.True(found == report.Failure is not null, report.Failure?.Finding.Describe() ?? report.Ended);
            if (report.Failure is { } failure)
            {
                Assert.IsType<Finding.Rejected>(failure.Finding);
            }
            else
            {
                Subject.AssertAllWereRun(report, 500);
            }
        }
    }
}
