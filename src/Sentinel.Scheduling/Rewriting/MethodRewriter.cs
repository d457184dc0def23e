using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Sentinel.Scheduling;

/// <summary>Rewrites one method body: points before accesses to what may be shared, shims for what blocks or asks the world.</summary>
internal sealed partial class MethodRewriter
{
    private readonly MethodDefinition _method;
    private readonly ModuleImports _imports;
    private readonly SiteWriter _sites;
    private readonly RewriteScope _scope;
    private readonly MethodBody _body;
    private readonly CodeEditor _editor;
    private readonly StackWalk _walk;
    private readonly Instruction[] _original;

    private readonly AddressUses _addresses = new();

    private MethodRewriter(MethodDefinition method, ModuleImports imports, SiteWriter sites, RewriteScope scope)
    {
        _method = method;
        _imports = imports;
        _sites = sites;
        _scope = scope;
        _body = method.Body;
        _editor = new CodeEditor(_body);
        _walk = new StackWalk(_body);
        _original = [.. _body.Instructions];
    }

    public static void Rewrite(MethodDefinition method, ModuleImports imports, SiteWriter sites, RewriteScope scope)
    {
        // An accessor that the runtime makes has a body with nothing in it.
        if (!method.HasBody || method.Body.Instructions.Count == 0 || MemberFacts.IsCoverage(method.DeclaringType))
        {
            return;
        }

        method.Body.SimplifyMacros();
        var rewriter = new MethodRewriter(method, imports, sites, scope);
        if (Comparisons.SkipsBody(method))
        {
            rewriter.RewriteComparison();
            rewriter._editor.Finish();
            rewriter.TakeMonitor();
            rewriter.KeepQuiet();
            method.Body.OptimizeMacros();
            return;
        }

        rewriter.LinkAddresses();
        rewriter.FindWhereThisIsHandedOn();
        for (var i = 0; i < rewriter._original.Length; i++)
        {
            rewriter.Rewrite(i);
        }

        if (MemberFacts.IsStateMachineStep(method))
        {
            rewriter._editor.Before(rewriter._original[0], rewriter.Call(nameof(Hooks.Resuming)));
        }

        rewriter.GuardHandlers();
        rewriter._editor.Finish();
        rewriter.TakeMonitor();
        method.Body.OptimizeMacros();
    }

    private void Rewrite(int index)
    {
        // What stood here may have moved on already: its operand's address noted the access in front of it.
        var instruction = _editor.Now(_original[index]);
        switch (instruction.OpCode.Code)
        {
            case Code.Ldfld or Code.Stfld:
                RewriteField(index, instruction);
                break;
            case Code.Ldsfld or Code.Stsfld:
                RewriteStatic(instruction);
                break;
            case Code.Ldflda or Code.Ldsflda:
                RewriteAddress(index, instruction);
                break;
            case Code.Ldelema:
                RewriteElementAddress(index, instruction);
                break;
            case >= Code.Ldelem_I1 and <= Code.Ldelem_Ref or Code.Ldelem_Any:
                RewriteElementRead(instruction);
                break;
            case >= Code.Stelem_I and <= Code.Stelem_Ref or Code.Stelem_Any:
                RewriteElementWrite(instruction);
                break;
            case >= Code.Ldind_I1 and <= Code.Ldind_Ref or Code.Ldobj:
                RewriteIndirect(index, instruction, 0);
                break;
            case >= Code.Stind_Ref and <= Code.Stind_R8 or Code.Stind_I or Code.Stobj:
                RewriteIndirect(index, instruction, 1);
                break;
            case Code.Call or Code.Callvirt or Code.Newobj:
                RewriteCall(index, instruction);
                break;
            case Code.Ldftn or Code.Ldvirtftn:
                RewriteMethodPointer(instruction);
                break;
            default:
                break;
        }
    }

    private Instruction Call(string hook) => Instruction.Create(OpCodes.Call, _imports.Hook(hook));

    private static Instruction Number(int value) => Instruction.Create(OpCodes.Ldc_I4, value);

    private bool IsVolatile(Instruction instruction)
    {
        for (var prefix = instruction.Previous; prefix?.OpCode.OpCodeType == OpCodeType.Prefix; prefix = prefix.Previous)
        {
            if (prefix.OpCode.Code == Code.Volatile)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A handler that catches everything would swallow the abort of a run and might loop on it.</summary>
    private void GuardHandlers()
    {
        foreach (var handler in _body.ExceptionHandlers)
        {
            var catchesAll = handler.HandlerType == ExceptionHandlerType.Filter
                || (handler.HandlerType == ExceptionHandlerType.Catch && handler.CatchType is GenericParameter or { FullName: "System.Exception" or "System.Object" });
            if (catchesAll)
            {
                // The handler's first instruction may have been rewritten already: this goes before all of that.
                CodeEditor.BeforeAll(handler.HandlerStart, Instruction.Create(OpCodes.Dup), Call(nameof(Hooks.Caught)));
            }
        }
    }
}
