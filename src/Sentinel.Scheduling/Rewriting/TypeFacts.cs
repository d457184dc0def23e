using System.Collections.Concurrent;
using System.Reflection;

namespace Sentinel.Scheduling;

/// <summary>What an object is to the scheduler that meets it in a call it cannot look into. Asked at run time, answered once a type.</summary>
/// <remarks>Thread-safe.</remarks>
internal static class TypeFacts
{
    /// <summary>Namespaces of the framework whose objects do not change, or are ordered by models of their own.</summary>
    private static readonly string[] Harmless =
    [
        "System.Reflection", "System.Globalization", "System.Text.RegularExpressions", "System.Linq.Expressions", "System.Collections.Immutable",
        "System.Collections.Frozen", "System.Runtime", "System.Threading", "System.Text.Json", "System.Numerics", "System.Buffers",
        "System.ComponentModel.DataAnnotations", "System.Diagnostics", "System.Security", "Microsoft.FSharp",
    ];

    private static readonly HashSet<string> HarmlessTypes = new(StringComparer.Ordinal)
    {
        "System.String", "System.RuntimeType", "System.Uri", "System.Version", "System.DBNull", "System.TimeZoneInfo", "System.OperatingSystem", "System.Object",
        "System.AppDomain", "System.Lazy`1",
    };

    /// <summary>Objects that do change, in those namespaces.</summary>
    private static readonly string[] Changing =
        ["System.Buffers.ArrayBufferWriter", "System.Security.Cryptography.", "System.Text.Json.Nodes.", "System.Text.Json.Utf8JsonWriter"];

    private static readonly ConcurrentDictionary<Type, Nature> Known = new();

    internal enum Nature
    {
        /// <summary>Immutable, rewritten itself, or under a model of its own.</summary>
        Harmless,
        Array,

        /// <summary>A collection without a lock: its content is one location.</summary>
        Unsafe,

        /// <summary>A concurrent collection or source.</summary>
        Safe,

        /// <summary>A query or a view: what it reads is elsewhere.</summary>
        Query,

        /// <summary>An object of a package that is not rewritten: its state may be anywhere in the package.</summary>
        Package,

        /// <summary>Any other object of the framework: its state is its own.</summary>
        Opaque,
    }

    /// <summary>An object whose namespace says that it does not change, and which does all the same.</summary>
    public static bool Changes(string type) =>
        Array.Exists(Changing, c => type.StartsWith(c, StringComparison.Ordinal)) || type.EndsWith("Builder", StringComparison.Ordinal);

    public static Nature Of(Type type)
    {
        if (type.IsArray)
        {
            return Nature.Array;
        }

        // Only what is never unloaded is kept: a rewritten type in here would keep its copy alive.
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return kind.IsCollectible ? Nature.Harmless : Known.TryGetValue(kind, out var nature) ? nature : Known.GetOrAdd(kind, Find(kind));
    }

    private static Nature Find(Type type)
    {
        if (CallRules.IsThreadUnsafe(type) || CallRules.IsThreadSafe(type))
        {
            return CallRules.IsThreadUnsafe(type) ? Nature.Unsafe : Nature.Safe;
        }

        if (type.Assembly.IsDynamic || type.Assembly.Location.Length == 0 || (!Changes(type.FullName ?? "") && IsHarmless(type)))
        {
            return Nature.Harmless;
        }

        var name = type.Assembly.GetName().Name!;
        if (!RewriteScope.IsFrameworkFile(type.Assembly.Location))
        {
            return RewriteScope.IsNeutralName(name) || name == "FSharp.Core" ? Nature.Harmless : Nature.Package;
        }

        return type.Namespace == "System.Linq" || type.Name.EndsWith("Iterator", StringComparison.Ordinal) ? Nature.Query : Nature.Opaque;
    }

    private static bool IsHarmless(Type type)
    {
        var full = type.FullName ?? "";
        return HarmlessTypes.Contains(full)
            || typeof(Delegate).IsAssignableFrom(type)
            || typeof(Exception).IsAssignableFrom(type)
            || typeof(MemberInfo).IsAssignableFrom(type)
            || typeof(Attribute).IsAssignableFrom(type)
            || typeof(Task).IsAssignableFrom(type)
            || typeof(TimeProvider).IsAssignableFrom(type)
            || type.IsPrimitive || type.IsEnum
            || full.Contains("Comparer", StringComparison.Ordinal)
            || full.StartsWith("System.Tuple`", StringComparison.Ordinal)
            || full.StartsWith("System.Text.Encod", StringComparison.Ordinal)
            || full.StartsWith("System.Text.UTF", StringComparison.Ordinal)
            || (RewriteScope.IsFrameworkFile(type.Assembly.Location) && type.IsValueType && type.Namespace == "System")
            || (RewriteScope.IsFrameworkFile(type.Assembly.Location) && type.Namespace is { } space && Array.Exists(Harmless, h => space.StartsWith(h, StringComparison.Ordinal)));
    }
}
