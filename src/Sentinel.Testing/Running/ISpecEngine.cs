using FsCheck;

namespace Sentinel.Testing;

/// <summary>What can be done with a spec whose types are not known.</summary>
internal interface ISpecEngine
{
    /// <summary>Replays the spec's counterexample files, then generates and runs programs until one fails.</summary>
    LinearizabilityResult Search(LinearizabilityOptions options, IProgress<SearchProgress>? progress, CancellationToken cancellation);

    /// <summary>Runs one program many times.</summary>
    ReplayResult Replay(ReplayToken token, LinearizabilityOptions options, CancellationToken cancellation);

    /// <summary>Runs a program that <see cref="Arbitrary"/> made, once.</summary>
    ProgramResult RunOnce(object program, ulong noise);

    /// <summary>Programs with their shrinker, for those who live in FsCheck.</summary>
    Arbitrary<object> Arbitrary(ProgramSize size);
}
