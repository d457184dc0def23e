using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

internal sealed partial class MethodRewriter
{
    /// <summary>The end of an asynchronous method: its task is asked of the builder, whose address the compiler takes from the state machine.</summary>
    private void RewriteCompletion(int index, Instruction instruction, MethodReference called)
    {
        var hook = called.DeclaringType.GetElementType().FullName switch
        {
            "System.Runtime.CompilerServices.AsyncTaskMethodBuilder" => nameof(Hooks.CompletesTask),
            "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1" => nameof(Hooks.CompletesOf),
            "System.Runtime.CompilerServices.AsyncValueTaskMethodBuilder" => nameof(Hooks.CompletesValue),
            "System.Runtime.CompilerServices.AsyncValueTaskMethodBuilder`1" => nameof(Hooks.CompletesValueOf),
            _ => null,
        };
        if (hook is null || _walk.Origin(index, called.Parameters.Count) is not { } origin || _editor.Now(origin) is not { OpCode.Code: Code.Ldflda, Operand: FieldReference builder }
            || !IsThis(_walk.Origin(Array.IndexOf(_original, origin), 0)))
        {
            _editor.Before(instruction, Call(nameof(Hooks.Completes)));
            return;
        }

        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Ldarg, _body.ThisParameter),
            Instruction.Create(OpCodes.Ldflda, builder),
            Instruction.Create(OpCodes.Call, called.DeclaringType is GenericInstanceType type ? _imports.HookOf(hook, type) : _imports.Hook(hook)));
    }

    /// <summary>A continuation is registered: it comes after whoever registers it, and after its antecedent, whoever completes that.</summary>
    private void RewriteContinuation(Instruction instruction, MethodReference called)
    {
        List<Instruction> code = [];
        if (called.Name == "ContinueWith" && Stash(called, code) is { } locals)
        {
            var antecedent = _editor.Local(_imports.Object);
            code.AddRange([Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Stloc, antecedent)]);
            code.AddRange([Instruction.Create(OpCodes.Dup), Call(nameof(Hooks.Continuing))]);
            code.AddRange(locals.Select(l => Instruction.Create(OpCodes.Ldloc, l)));
            _editor.Before(instruction, [.. code]);
            _editor.After(instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Ldloc, antecedent), Call(nameof(Hooks.Continues)));
        }
        else
        {
            _editor.After(instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Ldnull), Call(nameof(Hooks.Continues)));
        }
    }
}
