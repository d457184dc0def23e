using FsCheck.Fluent;
using Sentinel.Stores.Specs.BreakGlass;
using Sentinel.Stores.Specs.Requests;
using Sentinel.Testing;

namespace Sentinel.Concurrency.Rules;

/// <summary>The simpler forms of an update hold nothing, part by part, that the generator of updates would not make.</summary>
public class SimplerUpdateTests
{
    [Fact]
    public void Simpler_updates_of_requests_stay_in_the_domain_of_the_generator() => AssertInDomain(
        RequestGenerators.Kinds,
        command => command is RequestCommand.Update { Request: var it } update
            ? [(it.Status, it.Approver), (it.CreatedAt, it.ExpiresAt), it.Duration, (it.Id, it.Requester, it.Profile), it.Justification, update.Version]
            : []);

    [Fact]
    public void Simpler_updates_of_events_stay_in_the_domain_of_the_generator() => AssertInDomain(
        BreakGlassGenerators.Kinds,
        command => command is BreakGlassCommand.Update { Event: var it } update
            ? [it.Status, (it.CreatedAt, it.ExpiresAt, it.Duration), (it.Id, it.Invoker, it.Profile), it.Justification, update.Version]
            : []);

    private static void AssertInDomain<TCommand>(IReadOnlyList<CommandKind<TCommand>> kinds, Func<TCommand, object[]> parts)
    {
        var updates = kinds.Single(kind => kind.Name == "Update");
        var sample = updates.Generator(new(ProgramScope.MaxKeys)).Sample(10_000).ToArray();
        var domain = sample.SelectMany(parts).ToHashSet();
        var simpler = sample.Take(200).SelectMany(updates.Shrink!).ToArray();
        Assert.NotEmpty(simpler);
        Assert.All(simpler.SelectMany(parts), part => Assert.Contains(part, domain));
    }
}
