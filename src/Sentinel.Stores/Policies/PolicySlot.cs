namespace Sentinel.Stores.Policies;

/// <summary>What a cache knows of one name. Read and written under its own lock, which is never held across a load.</summary>
internal sealed class PolicySlot
{
    public Lock Gate { get; } = new();

    /// <summary>The last result that was kept, fresh or not.</summary>
    public CachedPolicy? Cached { get; set; }

    /// <summary>The load that is under way.</summary>
    public PolicyFlight? Flight { get; set; }
}
