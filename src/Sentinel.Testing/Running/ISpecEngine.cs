using System.Text.Json.Nodes;
using FsCheck;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>What can be done with a spec whose types are not known.</summary>
internal interface ISpecEngine
{
    /// <summary>Replays the spec's counterexample files where it is told to, then generates and runs programs until one fails.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="shadow">The rewritten copy that this spec is of; <see langword="null"/> to run under real threads.</param>
    /// <param name="replayCorpus">Whether the files are replayed: of the tiers of one test, one does that.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="again">Finds the failure of a program, the n-th, in another way and shrinks it there; where it gives nothing, or is
    /// nothing, a failure is shrunk in the way in which it was found.</param>
    /// <param name="cancellation">Ends it early.</param>
    LinearizabilityResult Search(
        LinearizabilityOptions options,
        ShadowContext? shadow,
        bool replayCorpus,
        IProgress<SearchProgress>? progress,
        Func<JsonNode, long, LinearizabilityFailure?>? again,
        CancellationToken cancellation);

    /// <summary>Looks under control for a failure of the n-th program, which failed under real threads, and shrinks it there: exactly.</summary>
    /// <returns><see langword="null"/> where it does not fail in the schedules that were tried.</returns>
    LinearizabilityFailure? FindAgain(
        JsonNode program,
        long number,
        LinearizabilityOptions options,
        ShadowContext shadow,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellation);

    /// <summary>Runs one program again.</summary>
    ReplayResult Replay(ReplayToken token, LinearizabilityOptions options, ShadowContext? shadow, CancellationToken cancellation);

    /// <summary>Runs a program that <see cref="Arbitrary"/> made, once.</summary>
    ProgramResult RunOnce(object program, ulong noise);

    /// <summary>Programs with their shrinker, for those who live in FsCheck.</summary>
    Arbitrary<object> Arbitrary(ProgramSize size);
}
