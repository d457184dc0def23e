using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

internal sealed partial class MethodRewriter
{
    /// <summary>A method that the runtime would run under the monitor of its object or type takes it in code that is seen.</summary>
    private void TakeMonitor()
    {
        if (!_method.IsSynchronized || _method.DeclaringType.IsValueType)
        {
            return;
        }

        _method.IsSynchronized = false;
        var monitor = _editor.Local(_imports.Object);
        var site = _sites.Add(SiteKind.Control, "the monitor of a synchronized method", _method, _body.Instructions[0]);
        Protect(
            [
                .. Monitor(),
                Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Stloc, monitor),
                Number(site),
                Call(nameof(Hooks.EnterSynchronized)),
            ],
            [Instruction.Create(OpCodes.Ldloc, monitor), Call(nameof(Hooks.LeaveSynchronized))]);
    }

    /// <summary>What a body calls that may run inside a lock of the library, or of the runtime, must not switch there either.</summary>
    private void KeepQuiet()
    {
        if (_body.Instructions.Any(i => i.OpCode.FlowControl == FlowControl.Call))
        {
            Protect([Call(nameof(Hooks.BeginQuiet))], [Call(nameof(Hooks.EndQuiet))]);
        }
    }

    /// <summary>Puts the body between two pieces of code, of which the second runs however the body ends.</summary>
    private void Protect(Instruction[] enter, Instruction[] leave)
    {
        var code = _body.Instructions;
        var (first, original) = (code[0], code.ToArray());
        var result = _method.ReturnType.FullName == "System.Void" ? null : _editor.Local(_method.ReturnType);
        Instruction[] end = result is null ? [Instruction.Create(OpCodes.Ret)] : [Instruction.Create(OpCodes.Ldloc, result), Instruction.Create(OpCodes.Ret)];
        Return(original, result, end[0]);
        for (var i = 0; i < enter.Length; i++)
        {
            code.Insert(i, enter[i]);
        }

        foreach (var instruction in leave.Append(Instruction.Create(OpCodes.Endfinally)).Concat(end))
        {
            code.Add(instruction);
        }

        foreach (var inner in _body.ExceptionHandlers)
        {
            inner.TryEnd ??= leave[0];
            inner.HandlerEnd ??= leave[0];
        }

        _body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally)
        {
            TryStart = first,
            TryEnd = leave[0],
            HandlerStart = leave[0],
            HandlerEnd = end[0],
        });
    }

    private Instruction[] Monitor()
    {
        if (!_method.IsStatic)
        {
            return [Instruction.Create(OpCodes.Ldarg, _body.ThisParameter)];
        }

        TypeReference type = _method.DeclaringType;
        if (type.HasGenericParameters)
        {
            var closed = new GenericInstanceType(type);
            foreach (var parameter in type.GenericParameters)
            {
                closed.GenericArguments.Add(parameter);
            }

            type = closed;
        }

        return [Instruction.Create(OpCodes.Ldtoken, type), Call(nameof(Hooks.TypeOf))];
    }

    /// <summary>Out of a protected region there is no return, and no tail call.</summary>
    private void Return(Instruction[] original, VariableDefinition? result, Instruction end)
    {
        foreach (var instruction in original)
        {
            if (instruction.OpCode.Code == Code.Tail)
            {
                instruction.OpCode = OpCodes.Nop;
            }
            else if (instruction.OpCode.Code == Code.Ret)
            {
                instruction.OpCode = result is null ? OpCodes.Leave : OpCodes.Stloc;
                instruction.Operand = result is null ? end : result;
                if (result is not null)
                {
                    _body.Instructions.Insert(_body.Instructions.IndexOf(instruction) + 1, Instruction.Create(OpCodes.Leave, end));
                }
            }
        }
    }
}
