using Sentinel.Stores.Specs.BreakGlass;
using Sentinel.Stores.Specs.Policies;
using Sentinel.Stores.Specs.Requests;

namespace Sentinel.Stores.Specs;

/// <summary>The stores that can be tested, by the names that the command knows.</summary>
public static class StoreSpecs
{
    /// <summary>All of them, in the order in which they are tested.</summary>
    public static IReadOnlyList<StoreSpec> All { get; } =
    [
        new("requests", typeof(RequestStoreSpec)),
        new("break-glass", typeof(BreakGlassStoreSpec)),
        new("policies", typeof(PolicyCacheSpec)),
    ];
}
