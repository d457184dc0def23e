using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <content>What a constructor does to its own object is nobody else's business, until it hands the object on.</content>
internal sealed partial class MethodRewriter
{
    // From there on a constructor's object is no longer its own.
    private int _handedOn = int.MaxValue;

    /// <summary>An object's own fields inside its constructor, as long as nobody else has the object.</summary>
    private bool IsOwnConstruction(int index, Instruction instruction, FieldReference reference)
    {
        if (!_method.IsConstructor || _method.IsStatic || index > _handedOn || reference.DeclaringType.GetElementType().FullName != _method.DeclaringType.FullName)
        {
            return false;
        }

        return IsThis(_walk.Origin(index, instruction.OpCode.Code == Code.Stfld ? 1 : 0));
    }

    private bool IsThis(Instruction? origin) =>
        origin is not null && _editor.Now(origin) is { OpCode.Code: Code.Ldarg, Operand: ParameterReference { Index: < 0 } };

    /// <summary>Where a constructor first hands its object on: to a call, into a field or an array, into a delegate.</summary>
    private void FindWhereThisIsHandedOn()
    {
        if (!_method.IsConstructor || _method.IsStatic || _method.DeclaringType.IsValueType)
        {
            return;
        }

        var first = 0;
        while (first < _original.Length && !HandsOnThis(first))
        {
            first++;
        }

        if (first < _original.Length)
        {
            // A loop comes back to what stands before.
            var targets = _original.Skip(first).SelectMany(i => i.Operand is Instruction target ? [target] : i.Operand as Instruction[] ?? []).ToHashSet();
            _handedOn = Math.Min(first, Array.FindIndex(_original, targets.Contains) is >= 0 and var back ? back : first);
        }
    }

    private bool HandsOnThis(int index)
    {
        switch (_original[index].OpCode.Code)
        {
            case Code.Stfld or Code.Stsfld or Code.Stelem_Ref or Code.Stelem_Any or Code.Stind_Ref or Code.Stobj:
                return IsThis(_walk.Origin(index, 0));
            case Code.Newobj:
                return AnyIsThis(index, StackWalk.ArgumentCount((MethodReference)_original[index].Operand, constructs: true));
            case Code.Call or Code.Callvirt:
                var called = (MethodReference)_original[index].Operand;

                // The constructors that this one begins with are not held against it, nor are properties that the compiler made.
                return called.Name != ".ctor" && !MemberFacts.IsAutoAccessor(called) && AnyIsThis(index, StackWalk.ArgumentCount(called, constructs: false));
            default:
                return false;
        }
    }

    private bool AnyIsThis(int index, int arguments) => Enumerable.Range(0, arguments).Any(depth => IsThis(_walk.Origin(index, depth)));
}
