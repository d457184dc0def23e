using System.Collections.Concurrent;
using System.Reflection;
using System.Threading.Channels;

namespace Sentinel.Scheduling;

/// <summary>The two ends of a channel are objects of their own; what orders their users is the channel behind both.</summary>
/// <remarks>Thread-safe.</remarks>
internal static class Channels
{
    /// <summary>By type of end; only those of the library, which are never unloaded.</summary>
    private static readonly ConcurrentDictionary<Type, FieldInfo?> Parents = new();

    /// <summary>The channel that the reader or writer belongs to; the object itself where that is not known.</summary>
    public static object Of(object end)
    {
        var type = end.GetType();
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (kind.IsCollectible || type.Assembly != typeof(Channel).Assembly)
        {
            return end;
        }

        return (type.IsCollectible ? Parent(type) : Parents.GetOrAdd(type, Parent))?.GetValue(end) ?? end;
    }

    private static FieldInfo? Parent(Type type) => type.GetField("_parent", BindingFlags.Instance | BindingFlags.NonPublic);
}
