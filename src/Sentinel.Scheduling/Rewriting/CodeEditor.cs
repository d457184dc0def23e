using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <summary>Puts instructions before others so that whoever jumped to the old one reaches the new ones.</summary>
/// <remarks>The instruction in place is overwritten by the first new one, and a copy of it goes behind the rest: branch
/// targets, handler boundaries and sequence points hold the object and so keep pointing at the right place. Inserting
/// before it instead would silently skip the new code on a loop's back edge.</remarks>
internal sealed class CodeEditor(MethodBody body)
{
    private readonly Dictionary<Instruction, Instruction> _moved = [];

    /// <summary>Where the code of an original instruction is now.</summary>
    public Instruction Now(Instruction original)
    {
        while (_moved.TryGetValue(original, out var moved))
        {
            original = moved;
        }

        return original;
    }

    public VariableDefinition Local(TypeReference type)
    {
        var local = new VariableDefinition(type);
        body.Variables.Add(local);
        return local;
    }

    /// <summary>Puts <paramref name="added"/> before <paramref name="original"/> and the prefixes that belong to it.</summary>
    public void Before(Instruction original, params Instruction[] added)
    {
        var head = Now(original);
        while (head.Previous is { } previous && previous.OpCode.OpCodeType == OpCodeType.Prefix)
        {
            head = previous;
        }

        var code = body.Instructions;
        var at = code.IndexOf(head);
        var copy = Instruction.Create(OpCodes.Nop);
        copy.OpCode = head.OpCode;
        copy.Operand = head.Operand;
        copy.Offset = head.Offset;
        head.OpCode = added[0].OpCode;
        head.Operand = added[0].Operand;
        for (var i = 1; i < added.Length; i++)
        {
            code.Insert(++at, added[i]);
        }

        code.Insert(at + 1, copy);
        _moved[head] = copy;
    }

    public void After(Instruction original, params Instruction[] added)
    {
        var code = body.Instructions;
        var now = Now(original);
        if (now.Previous is { OpCode.Code: Code.Tail } tail)
        {
            tail.OpCode = OpCodes.Nop; // Only a return may follow a tail call.
        }

        var at = code.IndexOf(now);
        foreach (var instruction in added)
        {
            code.Insert(++at, instruction);
        }
    }

    /// <summary>Turns the instruction into another one, and drops the prefixes that only fit the old one.</summary>
    public void Become(Instruction original, OpCode opCode, object operand)
    {
        var now = Now(original);
        for (var prefix = now.Previous; prefix is not null && prefix.OpCode.OpCodeType == OpCodeType.Prefix; prefix = prefix.Previous)
        {
            prefix.OpCode = OpCodes.Nop;
            prefix.Operand = null;
        }

        now.OpCode = opCode;
        now.Operand = operand;
    }
}
