using System.Reflection;

namespace Sentinel.Scheduling;

/// <summary>A lookup by another kind of key is a value of its own; what its users share is the collection behind it.</summary>
internal static class Lookups
{
    public static object CollectionOf(object lookup) => Collection(lookup.GetType())?.GetValue(lookup) ?? lookup;

    private static PropertyInfo? Collection(Type type) => type.GetProperty("Dictionary") ?? type.GetProperty("Set");
}
