using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <summary>Finds the instruction that put an operand on the stack, in straight-line code.</summary>
/// <remarks>Gives up where paths join or leave: the caller then treats the operand as unknown, which is safe. It walks the code as it was
/// before the first edit: editing overwrites instructions in place and shifts all that follow.</remarks>
internal sealed class StackWalk
{
    private readonly Instruction[] _code;
    private readonly (OpCode OpCode, object? Operand)[] _before;
    private readonly HashSet<Instruction> _targets = [];

    public StackWalk(MethodBody body)
    {
        _code = [.. body.Instructions];
        _before = [.. _code.Select(i => (i.OpCode, (object?)i.Operand))];
        var caches = SkipDelegateCaches();
        foreach (var instruction in _code)
        {
            if (instruction.Operand is Instruction target && !caches.Contains(instruction))
            {
                _targets.Add(target);
            }
            else if (instruction.Operand is Instruction[] targets)
            {
                _targets.UnionWith(targets);
            }
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            _targets.Add(handler.TryStart);
            _targets.Add(handler.HandlerStart);
            if (handler.FilterStart is not null)
            {
                _targets.Add(handler.FilterStart);
            }
        }
    }

    /// <summary>The instruction that pushed the operand <paramref name="depth"/> below the top, before the one at <paramref name="index"/>.</summary>
    public Instruction? Origin(int index, int depth)
    {
        if (_targets.Contains(_code[index]))
        {
            return null;
        }

        for (var i = index - 1; i >= 0; i--)
        {
            var instruction = _before[i];
            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                return null;
            }

            if (instruction.OpCode.Code == Code.Dup && depth <= 1)
            {
                depth = 0;
            }
            else
            {
                var pushed = Pushed(instruction);
                if (depth < pushed)
                {
                    return _code[i];
                }

                depth += Popped(instruction) - pushed;
            }

            if (_targets.Contains(_code[i]))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>A delegate that the compiler keeps in a static field is one operand, though the code branches around its making.</summary>
    /// <returns>The branches that are none.</returns>
    private HashSet<Instruction> SkipDelegateCaches()
    {
        HashSet<Instruction> branches = [];
        for (var i = 0; i + 2 < _code.Length; i++)
        {
            if (_code[i] is { OpCode.Code: Code.Ldsfld, Operand: FieldReference field } && _code[i + 1].OpCode.Code == Code.Dup
                && _code[i + 2] is { OpCode.Code: Code.Brtrue or Code.Brtrue_S, Operand: Instruction { Previous: { OpCode.Code: Code.Stsfld } store } }
                && store.Operand is FieldReference kept && kept.FullName == field.FullName)
            {
                branches.Add(_code[i + 2]);
                for (var made = i + 1; _code[made - 1] != store; made++)
                {
                    _before[made] = (OpCodes.Nop, null);
                }
            }
        }

        return branches;
    }

    public static int ArgumentCount(MethodReference called, bool constructs) =>
        called.Parameters.Count + (called.HasThis && !called.ExplicitThis && !constructs ? 1 : 0);

    private static int Pushed((OpCode OpCode, object? Operand) instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => ((IMethodSignature)instruction.Operand!).ReturnType.FullName == "System.Void" ? 0 : 1,
        _ => 1,
    };

    private static int Popped((OpCode OpCode, object? Operand) instruction)
    {
        switch (instruction.OpCode.StackBehaviourPop)
        {
            case StackBehaviour.Pop0:
                return 0;
            case StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref:
                return 1;
            case StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
                or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref:
                return 3;
            case StackBehaviour.PopAll:
                return int.MaxValue / 2;
            case StackBehaviour.Varpop:
                var signature = (IMethodSignature)instruction.Operand!;
                var count = signature.Parameters.Count;
                return count + (instruction.OpCode.Code == Code.Calli ? 1
                    : signature.HasThis && !signature.ExplicitThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0);
            default:
                return 2;
        }
    }
}
