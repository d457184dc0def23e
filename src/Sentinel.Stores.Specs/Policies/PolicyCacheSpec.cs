using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using Sentinel.Models;
using Sentinel.Stores.Policies;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>The caching policy loader, with a time to live of 2 s.</summary>
/// <remarks>
/// Generated towards what is rare: a load that is slow while the clock moves, a version is published and another caller comes
/// late. Stateless and thread-safe. Another cache is tested by overriding <see cref="CreateCache"/>.
/// </remarks>
public class PolicyCacheSpec : CommandSpec<PolicySystem, PolicyState, PolicyCommand, PolicyResult>
{
    private static readonly string[] Names = ["a", "b", "c"];

    private readonly TimeSpan timeToLive;

    /// <summary>Makes the spec.</summary>
    public PolicyCacheSpec()
        : this(TimeSpan.FromSeconds(2))
    {
    }

    /// <summary>Makes the spec of a cache with another time to live.</summary>
    private protected PolicyCacheSpec(TimeSpan timeToLive)
    {
        this.timeToLive = timeToLive;
        Model = new PolicyModel(timeToLive);
        Invariants = new PolicyInvariants(timeToLive).All;
    }

    /// <inheritdoc/>
    public override Model<PolicyState, PolicyCommand, PolicyResult> Model { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<CommandKind<PolicyCommand>> Kinds { get; } =
    [
        Kind<PolicyCommand.Load>(scope => scope.PickLow(Names).Select(name => new PolicyCommand.Load(name)), 6),
        Kind<PolicyCommand.SlowLoad>(
            scope =>
                from name in scope.PickLow(Names)
                from before in Gen.Elements(0, 0, 0, 1)
                from after in Gen.Choose(2, 5)
                select new PolicyCommand.SlowLoad(name, before, after),
            6),
        Kind<PolicyCommand.LoadAndGiveUp>(scope => scope.PickLow(Names).Select(name => new PolicyCommand.LoadAndGiveUp(name))),
        // Always the first one is held: two that hold each other's policy would wait for each other whatever the cache does.
        Kind<PolicyCommand.LoadBesideHeld>(_ => Gen.Elements(Names[1..]).Select(name => new PolicyCommand.LoadBesideHeld(name, Names[0]))),
        Kind<PolicyCommand.Publish>(scope => scope.PickLow(Names).Select(name => new PolicyCommand.Publish(name)), 5),
        Kind<PolicyCommand.FailNextLoad>(_ => Gen.Elements(Enum.GetValues<SourceFault>()).Select(fault => new PolicyCommand.FailNextLoad(fault))),
        Kind<PolicyCommand.AdvanceClock>(
            _ => Gen.Elements(1, 2, 2).Select(seconds => new PolicyCommand.AdvanceClock(TimeSpan.FromSeconds(seconds))), 5) with
        {
            // Two short steps are often as good as one long one, and neither can be dropped; so the long one counts as simpler.
            Shrink = command => command is PolicyCommand.AdvanceClock { By.TotalSeconds: < 2 } ? [new PolicyCommand.AdvanceClock(TimeSpan.FromSeconds(2))] : [],
        },
    ];

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Invariant<PolicyCommand, PolicyResult>> Invariants { get; }

    /// <summary>Makes the cache under test.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="age">Its time to live.</param>
    /// <param name="time">The clock of this run.</param>
    protected virtual IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new CachingPolicyLoader(source, age, time);

    /// <inheritdoc/>
    protected sealed override PolicySystem Create()
    {
        var clock = new FakeTimeProvider(SpecTime.Start);
        var source = new PolicySource();
        return new(CreateCache(source, timeToLive, clock), source, clock);
    }

    /// <inheritdoc/>
    protected sealed override ValueTask<PolicyResult> ExecuteAsync(PolicySystem system, PolicyCommand command, CancellationToken cancellationToken) =>
        system.ExecuteAsync(command, cancellationToken);

    /// <inheritdoc/>
    protected sealed override PolicyResult FromException(Exception exception) =>
        new PolicyResult.Threw($"{exception.GetType().Name}: {exception.Message}");

    /// <inheritdoc/>
    protected sealed override string OutcomeName(PolicyResult result) => result is PolicyResult.Failed failed ? failed.Fault.ToString() : result.GetType().Name;

    /// <inheritdoc/>
    protected sealed override object? KeyOf(PolicyCommand command) => NameIn(command);

    /// <summary>The name that a command is about, where it is about one.</summary>
    internal static string? NameIn(PolicyCommand command) => command switch
    {
        PolicyCommand.Load load => load.Name,
        PolicyCommand.SlowLoad load => load.Name,
        PolicyCommand.LoadAndGiveUp load => load.Name,
        PolicyCommand.LoadBesideHeld load => load.Name,
        PolicyCommand.Publish publish => publish.Name,
        _ => null,
    };

    private static CommandKind<PolicyCommand> Kind<TCommand>(Func<ProgramScope, Gen<TCommand>> generator, int weight = 1)
        where TCommand : PolicyCommand =>
        new(typeof(TCommand).Name, typeof(TCommand), scope => generator(scope).Select(command => (PolicyCommand)command)) { Weight = weight };
}
