using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>Methods whose body runs inside locks of the library, or once only: a switch there would hang or mislead.</summary>
/// <remarks>By signature, never by name alone: a component's own <c>Compare(int)</c> is code like any other.</remarks>
internal static class Comparisons
{
    public static bool SkipsBody(MethodDefinition method) =>
        method.Name switch
        {
            ".cctor" => true,
            "Finalize" => Overrides(method),
            "GetHashCode" => Overrides(method) || Implements(method, 1, "IEqualityComparer"),
            "Equals" => OverridesEquals(method) || Implements(method, 1, "IEquatable") || Implements(method, 2, "IEqualityComparer"),
            "Compare" => Implements(method, 2, "IComparer"),
            "CompareTo" => Implements(method, 1, "IComparable"),
            _ => method.Overrides.Any(o => IsComparison(o.DeclaringType)),
        };

    public static bool IsComparison(TypeReference type) => IsComparison(type, "IEquatable", "IEqualityComparer", "IComparer", "IComparable");

    /// <summary>What keeps others out also while nothing may switch.</summary>
    public static bool IsLock(System.Reflection.MethodInfo shim) =>
        shim.DeclaringType == typeof(MonitorShims) || shim.DeclaringType == typeof(LockShims) || shim.DeclaringType == typeof(LockScopeShims)
        || shim.DeclaringType == typeof(ReaderWriterShims) || shim.DeclaringType == typeof(SemaphoreShims) || shim.DeclaringType == typeof(SpinLockShims);

    private static bool Overrides(MethodDefinition method) => method is { IsVirtual: true, IsNewSlot: false, Parameters.Count: 0 };

    private static bool OverridesEquals(MethodDefinition method) =>
        method is { IsVirtual: true, IsNewSlot: false } && method.Parameters is [{ ParameterType.FullName: "System.Object" }];

    /// <summary>An interface's method, by the type itself or by a base that leaves it to its heirs.</summary>
    private static bool Implements(MethodDefinition method, int parameters, string comparison)
    {
        if (!method.IsVirtual || method.Parameters.Count != parameters)
        {
            return false;
        }

        for (var type = method.DeclaringType; type is not null; type = type.BaseType is { } parent ? MemberFacts.TryResolve(parent) : null)
        {
            if (type.Interfaces.Any(i => IsComparison(i.InterfaceType, comparison)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsComparison(TypeReference type, params ReadOnlySpan<string> names) =>
        type.Namespace is "System" or "System.Collections" or "System.Collections.Generic" && names.Contains(SiteWriter.TypeName(type));
}
