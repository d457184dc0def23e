using System.Diagnostics;
using System.Reflection;
using Sentinel.Concurrency.BreakGlass;
using Sentinel.Scheduling;
using Sentinel.Stores.Specs.BreakGlass;
using Sentinel.Stores.Specs.Requests;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>The stores and their mutants through the public seam: specs enter by type, programs run under control, the model judges.</summary>
public class StoresUnderControlTests(ITestOutputHelper output)
{
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1";
    private static readonly Lazy<ShadowContext> Shadow = new(() => ShadowContext.For(typeof(StoresUnderControlTests)));

    public static TheoryData<string> Mutants() =>
        [.. typeof(BreakGlassMutantSpec).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(BreakGlassMutantSpec))).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_mutant_is_found_with_every_seed(string spec)
    {
        for (var seed = 1UL; seed <= (Nightly ? 20UL : 1); seed++)
        {
            var started = Stopwatch.GetTimestamp();
            var found = Hunt(spec, new ControlledOptions { Schedules = 60, Seed = seed }, seed, 400);
            output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms: {found}");
            Assert.NotNull(found);
        }
    }

    [Theory]
    [InlineData(typeof(BreakGlassStoreSpec))]
    [InlineData(typeof(RequestStoreSpec))]
    public void The_right_store_is_silent_and_has_no_race(Type spec)
    {
        var options = new ControlledOptions { Schedules = 100, DataRaces = DataRaceMode.Fail };
        var started = Stopwatch.GetTimestamp();
        Assert.Null(Hunt(spec.AssemblyQualifiedName!, options, 1, Nightly ? 1_000 : 30));
        output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
    }

    private static string? Hunt(string spec, ControlledOptions options, ulong seed, int programs)
    {
        lock (Shadow)
        {
            using var explorer = new ControlledExplorer(Shadow.Value, options);
            var hunt = Shadow.Value.Resolve(typeof(SpecHunt)).GetMethod(nameof(SpecHunt.Hunt), BindingFlags.Static | BindingFlags.Public)!;
            return (string?)hunt.Invoke(null, [spec, explorer, seed, programs]);
        }
    }
}
