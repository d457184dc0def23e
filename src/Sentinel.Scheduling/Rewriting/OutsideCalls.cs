using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>What is known, before a run, about calls into code that is not rewritten: which of their operands may be shared. Data, not code.</summary>
/// <remarks>What an operand is shows when the call is made (<see cref="TypeFacts"/>); these rules only spare calls that cannot matter.</remarks>
internal static class OutsideCalls
{
    /// <summary>Collections by whose calls an argument is read to its end before the call returns.</summary>
    private static readonly string[] Eager =
    [
        "System.Array", "System.Buffer", "System.String", "System.Linq.Enumerable", "System.Collections.Generic.List`1",
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.HashSet`1", "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1", "System.Collections.Generic.SortedSet`1", "System.Collections.Generic.LinkedList`1",
        "System.Collections.Generic.SortedDictionary`2", "System.Collections.Immutable.ImmutableArray", "System.Collections.Immutable.ImmutableList",
    ];

    private static readonly string[] HarmlessNamespaces =
    [
        "System.Reflection", "System.Globalization", "System.Text.RegularExpressions", "System.Linq.Expressions", "System.Collections.Immutable",
        "System.Collections.Frozen", "System.Runtime", "System.Threading", "System.Text.Json", "System.Numerics", "System.Diagnostics", "System.Security",
        "Microsoft.FSharp",
    ];

    private static readonly HashSet<string> HarmlessTypes = new(StringComparer.Ordinal)
    {
        "System.String", "System.Object", "System.Type", "System.Math", "System.MathF", "System.Convert", "System.Enum", "System.Delegate", "System.MulticastDelegate",
        "System.Array", "System.Buffer", "System.Exception", "System.Uri", "System.Version", "System.GC", "System.Activator", "System.BitConverter", "System.Attribute",
        "System.Linq.Enumerable", "System.Nullable", "System.Tuple", "System.TimeZoneInfo", "System.Text.Encoding", "System.TimeProvider", "System.IFormattable",
        "System.IFormatProvider", "System.Collections.Generic.KeyValuePair", "System.StringComparer", "System.HashCode", "System.ArgumentNullException",
        "System.MemoryExtensions", "System.IComparable", "System.IComparable`1", "System.IEquatable`1", "System.Collections.Generic.IEqualityComparer`1",
        "System.Collections.Generic.IComparer`1", "System.Collections.Generic.EqualityComparer`1", "System.Collections.Generic.Comparer`1",
    };

    /// <summary>State that belongs to no object, by the type whose members touch it.</summary>
    private static readonly Dictionary<string, string> Hidden = new(StringComparer.Ordinal)
    {
        ["System.Console"] = "the console",
        ["System.IO.File"] = "the file system",
        ["System.IO.Directory"] = "the file system",
        ["System.IO.FileInfo"] = "the file system",
        ["System.IO.DirectoryInfo"] = "the file system",
        ["System.IO.FileSystemInfo"] = "the file system",
        ["System.AppContext"] = "the switches of the application",
        ["System.Runtime.InteropServices.Marshal"] = "unmanaged memory",
        ["System.Runtime.InteropServices.NativeMemory"] = "unmanaged memory",
    };

    private static readonly string[] Spans = ["System.Span`1", "System.ReadOnlySpan`1", "System.Memory`1", "System.ReadOnlyMemory`1", "System.ArraySegment`1"];

    /// <summary>Names of parameters through which the framework writes an array that it is given.</summary>
    private static readonly string[] WrittenParameters = ["destinationArray", "destination", "dst", "dest", "dstArray"];

    public static string? HiddenState(MethodReference called)
    {
        var type = called.DeclaringType.GetElementType().FullName;
        if (type == "System.Environment")
        {
            return called.Name.Contains("Variable", StringComparison.Ordinal) || called.Name is "get_CurrentDirectory" or "set_CurrentDirectory" or "get_ExitCode" or "set_ExitCode"
                ? "the environment"
                : null;
        }

        return Hidden.GetValueOrDefault(type);
    }

    /// <summary>An object on which this call is made cannot be shared state by itself, or has a model.</summary>
    public static bool HarmlessReceiver(MethodReference called)
    {
        var type = called.DeclaringType.GetElementType();
        return !TypeFacts.Changes(type.FullName) && IsHarmless(type);
    }

    /// <summary>Only arrays and what can hold elements are looked at; keeping any other reference is no access.</summary>
    public static bool CanHoldElements(TypeReference type) => type switch
    {
        ArrayType => true,
        GenericParameter or ByReferenceType or PointerType or FunctionPointerType or IModifierType => false,
        _ => type.FullName == "System.Array" || type.FullName.StartsWith("System.Collections.", StringComparison.Ordinal)
            && !type.Name.Contains("Comparer", StringComparison.Ordinal) && !type.IsValueType
            && !type.FullName.StartsWith("System.Collections.Immutable", StringComparison.Ordinal)
            && !type.FullName.StartsWith("System.Collections.Frozen", StringComparison.Ordinal)
            || type.FullName.StartsWith("System.Linq.I", StringComparison.Ordinal)
            || type.FullName == "System.Text.StringBuilder",
    };

    /// <summary>What the call does to what the argument holds.</summary>
    public static SiteKind ArgumentAccess(MethodReference called, int parameter)
    {
        // A range of an array: which elements is not seen, so it is no ground to accuse.
        var isArray = called.Parameters[parameter].ParameterType is ArrayType or { FullName: "System.Array" };
        if (isArray && called.Parameters.Any(p => p.ParameterType.FullName is "System.Int32" or "System.Int64" or "System.Range"))
        {
            return SiteKind.Opaque;
        }

        var type = called.DeclaringType.GetElementType().FullName;
        var name = MemberFacts.TryResolve(called)?.Parameters[parameter].Name ?? "";
        if (WrittenParameters.Contains(name)
            || (called.Name is "CopyTo" or "NextBytes" or "GetBytes" or "GetNonZeroBytes" && called.Parameters[parameter].ParameterType is ArrayType)
            || (called.Name.StartsWith("Read", StringComparison.Ordinal) && name == "buffer")
            || (type == "System.Array" && called.Name is "Clear" or "Fill" or "Reverse" or "Sort" or "SetValue" or "Initialize"))
        {
            return SiteKind.Write;
        }

        return Eager.Contains(type) ? SiteKind.Read : SiteKind.Opaque;
    }

    /// <summary>A query that reads its sources only when it is enumerated.</summary>
    public static bool IsDeferred(MethodReference called) =>
        called.DeclaringType.FullName == "System.Linq.Enumerable" && called.ReturnType.Name is "IEnumerable`1" or "IOrderedEnumerable`1";

    /// <summary>The result reads the object that it was asked of: keys, enumerators, wrappers.</summary>
    public static bool IsView(MethodReference called) =>
        called.HasThis && !called.ReturnType.IsValueType
        && called.Name is "get_Keys" or "get_Values" or "GetEnumerator" or "AsReadOnly" or "get_SyncRoot" or "GetViewBetween";

    public static bool IsMemory(MethodReference called) =>
        called is { Name: "get_Span", DeclaringType: GenericInstanceType } && called.DeclaringType.GetElementType().FullName is "System.Memory`1" or "System.ReadOnlyMemory`1";

    public static bool IsSpan(TypeReference type) => Spans.Contains(type.GetElementType().FullName);

    /// <summary>Reads or writes what a span shows; taking one apart or asking for its length does neither.</summary>
    public static bool TouchesSpan(MethodReference called)
    {
        var type = called.DeclaringType.GetElementType().FullName;
        return type is "System.Span`1" or "System.ReadOnlySpan`1"
            ? called.Name is "CopyTo" or "TryCopyTo" or "Fill" or "Clear" or "ToArray" or "ToString"
            : called.Name is not ("Slice" or "op_Implicit" or "get_Length" or "AsSpan" or "AsMemory") && called.Parameters.Any(p => IsSpan(p.ParameterType));
    }

    private static bool IsHarmless(TypeReference type) =>
        type.IsValueType || HarmlessTypes.Contains(type.FullName) || type.Name.EndsWith("Exception", StringComparison.Ordinal)
        || IsDelegate(type) || Array.Exists(HarmlessNamespaces, n => type.Namespace.StartsWith(n, StringComparison.Ordinal));

    private static bool IsDelegate(TypeReference type) =>
        type.Namespace == "System" && (type.Name.StartsWith("Func`", StringComparison.Ordinal) || type.Name.StartsWith("Action", StringComparison.Ordinal))
        || MemberFacts.TryResolve(type)?.BaseType?.FullName == "System.MulticastDelegate";
}
