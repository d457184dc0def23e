using FsCheck;
using FsCheck.Fluent;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs;

/// <summary>How the specs of the stores draw from small pools.</summary>
internal static class ProgramScopes
{
    /// <summary>One of the program's pool, the first ones more often, so that what one call makes is what the next one is about.</summary>
    public static Gen<string> PickLow(this ProgramScope scope, IReadOnlyList<string> all) =>
        from left in Gen.Choose(0, Math.Min(scope.Keys, all.Count) - 1)
        from right in Gen.Choose(0, Math.Min(scope.Keys, all.Count) - 1)
        select all[Math.Min(left, right)];
}
