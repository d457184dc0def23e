namespace Sentinel.Stores.Policies;

/// <summary>Loads policies by name.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IPolicyLoader
{
    /// <summary>Loads the policy with this name.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <param name="cancellationToken">Ends the wait of this caller.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was a result.</exception>
    ValueTask<PolicyLoadResult> LoadAsync(string name, CancellationToken cancellationToken = default);
}
