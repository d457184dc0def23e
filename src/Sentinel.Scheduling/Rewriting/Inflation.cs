using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>Replaces the generic parameters in a member's signature by the arguments of the reference to that member.</summary>
internal static class Inflation
{
    /// <summary>The type as seen by the code that uses the member; null for one that cannot be stored in a local.</summary>
    public static TypeReference? Inflate(TypeReference type, TypeReference declaring, MethodReference? method)
    {
        switch (type)
        {
            case GenericParameter { Type: GenericParameterType.Type } parameter:
                return declaring is GenericInstanceType outer ? outer.GenericArguments[parameter.Position] : parameter;
            case GenericParameter parameter:
                return method is GenericInstanceMethod closed ? closed.GenericArguments[parameter.Position] : parameter;
            case ByReferenceType reference:
                return Inflate(reference.ElementType, declaring, method) is { } target ? new ByReferenceType(target) : null;
            case ArrayType array:
                return Inflate(array.ElementType, declaring, method) is not { } element ? null
                    : array.IsVector ? new ArrayType(element) : new ArrayType(element, array.Rank);
            case GenericInstanceType instance:
                var copy = new GenericInstanceType(instance.ElementType);
                foreach (var argument in instance.GenericArguments)
                {
                    if (Inflate(argument, declaring, method) is not { } inflated)
                    {
                        return null;
                    }

                    copy.GenericArguments.Add(inflated);
                }

                return copy;
            case IModifierType modified:
                return Inflate(modified.ElementType, declaring, method);
            case FunctionPointerType or PointerType or SentinelType:
                return null;
            default:
                return type;
        }
    }
}
