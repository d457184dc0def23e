using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>What the definitions of members say: which accesses can never be shared state.</summary>
internal static class MemberFacts
{
    /// <summary>The flag of "allows ref struct", which the reader of assemblies has no name for.</summary>
    private const int AllowByRefLike = 0x20;

    public static FieldDefinition? TryResolve(FieldReference field)
    {
        try
        {
            return field.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    public static TypeDefinition? TryResolve(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    public static MethodDefinition? TryResolve(MethodReference method)
    {
        try
        {
            return method.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    /// <summary>Readonly fields, locals of state machines and iterators, what links a closure to the one around it, caches of lambdas and
    /// coverage counters.</summary>
    /// <remarks>A lambda cache is filled in the first run only: a point there would make later runs differ from it.</remarks>
    public static bool NeverShared(FieldReference reference, FieldDefinition? field)
    {
        var type = reference.DeclaringType.Name;
        return field is null
            || field.IsInitOnly
            || field.IsLiteral
            || IsStateMachine(type)
            || type is "<>c" or "<>O" || type.StartsWith("<>c__", StringComparison.Ordinal) && field.IsStatic
            || type.StartsWith("<>c`", StringComparison.Ordinal) || type.StartsWith("<>O`", StringComparison.Ordinal)
            || type.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
            || reference.Name.StartsWith("<>9", StringComparison.Ordinal)
            || reference.Name == "<>4__this" || reference.Name.StartsWith("CS$<>8__locals", StringComparison.Ordinal)
            || IsCoverage(reference.DeclaringType)
            || field.HasCustomAttributes && field.CustomAttributes.Any(a => a.AttributeType.Name == "ThreadStaticAttribute");
    }

    /// <summary>A type that the compiler made of an async method or an iterator: "&lt;Name&gt;d__1", and "&lt;&lt;Name&gt;b__0&gt;d" of a lambda or a local function.</summary>
    private static bool IsStateMachine(string type)
    {
        var kind = type.AsSpan(type.LastIndexOf('>') + 1);
        return type.StartsWith('<') && (kind.StartsWith("d__", StringComparison.Ordinal) || kind is "d" || kind.StartsWith("d`", StringComparison.Ordinal));
    }

    /// <summary>Types whose fields are synchronisation by themselves: their methods have models.</summary>
    public static bool IsSynchronisation(TypeReference type) =>
        IsSpinLock(type) || type.FullName is "System.Threading.CancellationToken" or "System.Threading.CancellationTokenRegistration";

    public static bool IsSpinLock(TypeReference type) => type.FullName == "System.Threading.SpinLock";

    public static bool IsCoverage(TypeReference type) =>
        type.FullName.StartsWith("Coverlet.", StringComparison.Ordinal) || type.FullName.Contains("__StaticCodeCoverage", StringComparison.Ordinal);

    /// <summary>Whether a call on a struct's address only reads it.</summary>
    public static bool OnlyReads(MethodReference called)
    {
        var type = TryResolve(called.DeclaringType);
        return type is null || !type.IsValueType || IsReadOnly(type) || (TryResolve(called) is { } method && IsReadOnly(method));
    }

    public static bool IsAutoAccessor(MethodReference called) => called.Name.StartsWith("set_", StringComparison.Ordinal)
        && TryResolve(called) is { HasCustomAttributes: true } method
        && method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    /// <summary>What the compiler keeps the handlers of an event in that has no accessors of its own.</summary>
    public static bool IsEventField(FieldReference reference) => TryResolve(reference) is { } field
        && field.DeclaringType.Events.Any(e => e.Name == field.Name
            && e.AddMethod.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute"));

    /// <summary>The method that the compiler makes of the body of an asynchronous one: called at its start and after each await.</summary>
    public static bool IsStateMachineStep(MethodDefinition method) => method.Name == "MoveNext"
        && method.DeclaringType.Interfaces.Any(i => i.InterfaceType.FullName == "System.Runtime.CompilerServices.IAsyncStateMachine");

    /// <summary>False for a type parameter, which may stand for any struct.</summary>
    public static bool IsReadOnlyStruct(TypeReference type) => type is not GenericParameter && TryResolve(type) is { } definition && IsReadOnly(definition);

    public static bool IsReadOnly(ICustomAttributeProvider item) =>
        item.HasCustomAttributes && item.CustomAttributes.Any(a => a.AttributeType.Name == "IsReadOnlyAttribute");

    /// <summary>A ref struct, or a type parameter that may stand for one.</summary>
    public static bool IsByRefLike(TypeReference type) => type is GenericParameter parameter
        ? ((int)parameter.Attributes & AllowByRefLike) != 0
        : TryResolve(type) is { HasCustomAttributes: true } definition && definition.CustomAttributes.Any(a => a.AttributeType.Name == "IsByRefLikeAttribute");

    public static string Name(FieldReference field) => $"{field.DeclaringType.GetElementType().FullName}.{ShortName(field)}";

    public static string ShortName(FieldReference field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? field.Name[1..end] : field.Name;

    /// <summary>The full name of a user's struct type, whose own fields lie inside the member; empty for anything else.</summary>
    public static string ValueType(TypeReference type) =>
        type is { IsPrimitive: false, IsValueType: true } ? type.GetElementType().FullName : "";
}
