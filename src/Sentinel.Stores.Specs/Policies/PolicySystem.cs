using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.Policies;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>What the policy spec tests: a cache, the source behind it and the clock that it reads.</summary>
/// <param name="Cache">The cache.</param>
/// <param name="Source">Its source.</param>
/// <param name="Clock">Its clock, which moves only by a command.</param>
/// <remarks>Thread-safe as far as the cache is.</remarks>
public sealed record PolicySystem(IPolicyLoader Cache, PolicySource Source, FakeTimeProvider Clock)
{
    /// <summary>Executes one command.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<PolicyResult> ExecuteAsync(PolicyCommand command, CancellationToken cancellationToken = default)
    {
        Source.NoteCommand();
        return command switch
        {
            PolicyCommand.Load load => await LoadAsync(load.Name, cancellationToken).ConfigureAwait(false),
            PolicyCommand.SlowLoad load => await SlowLoadAsync(load, cancellationToken).ConfigureAwait(false),
            PolicyCommand.LoadAndGiveUp load => await LoadAndGiveUpAsync(load.Name).ConfigureAwait(false),
            PolicyCommand.LoadBesideHeld load => await LoadBesideHeldAsync(load, cancellationToken).ConfigureAwait(false),
            PolicyCommand.Publish publish => new PolicyResult.Published(Source.Publish(publish.Name)),
            _ => Set(command),
        };
    }

    private PolicyResult.Done Set(PolicyCommand command)
    {
        switch (command)
        {
            case PolicyCommand.FailNextLoad failure:
                Source.FailNextLoad(failure.Fault);
                break;
            case PolicyCommand.AdvanceClock advance:
                Clock.Advance(advance.By);
                break;
            default:
                throw new UnreachableException();
        }

        return new();
    }

    private async ValueTask<PolicyResult> SlowLoadAsync(PolicyCommand.SlowLoad load, CancellationToken cancellationToken)
    {
        Source.SlowOwnLoads(load.Before, load.After);
        return await LoadAsync(load.Name, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PolicyResult> LoadAndGiveUpAsync(string name)
    {
        using var patience = new CancellationTokenSource();
        var loading = LoadAsync(name, patience.Token);
        await patience.CancelAsync().ConfigureAwait(false);
        try
        {
            return await loading.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new PolicyResult.Cancelled();
        }
    }

    /// <summary>The load of the held policy is begun too, so that there is one that the other could wait for.</summary>
    private async ValueTask<PolicyResult> LoadBesideHeldAsync(PolicyCommand.LoadBesideHeld command, CancellationToken cancellationToken)
    {
        Task<PolicyResult> held;
        PolicyResult result;
        using (Source.Hold(command.Held))
        {
            held = LoadAsync(command.Held, cancellationToken).AsTask();
            result = await LoadAsync(command.Name, cancellationToken).ConfigureAwait(false);
        }

        await held.ConfigureAwait(false);
        return result;
    }

    private async ValueTask<PolicyResult> LoadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Cache.LoadAsync(name, cancellationToken).ConfigureAwait(false) switch
            {
                PolicyLoadResult.Loaded(var policy) => new PolicyResult.Loaded(policy.Version, Source.LoadsOf(name)),
                PolicyLoadResult.NotFound => new PolicyResult.Failed(SourceFault.FindsNothing),
                _ => new PolicyResult.Failed(SourceFault.Fails),
            };
        }
        catch (SourceException)
        {
            return new PolicyResult.Failed(SourceFault.Throws);
        }
    }
}
