# Dot-sourced by Examples.Tests.ps1: the host of an example. It keeps what is said to the person before it, and answers every
# question with yes. Its methods run in the runspace that calls them, since the test's own is waiting for that one.
using namespace System.Management.Automation
using namespace System.Management.Automation.Host
using namespace System.Collections.Generic

[NoRunspaceAffinity()]
class ExampleUI : PSHostUserInterface {
    [List[string]] $Said = [List[string]]::new()
    [List[string]] $Asked = [List[string]]::new()

    [PSHostRawUserInterface] get_RawUI() { return $null }
    [int] PromptForChoice([string] $caption, [string] $message, [System.Collections.ObjectModel.Collection[ChoiceDescription]] $choices, [int] $defaultChoice) {
        $this.Asked.Add("$caption $message")
        return 0 # yes is the first of PowerShell's choices
    }
    [void] Write([string] $value) { $this.Said.Add($value) }
    [void] Write([ConsoleColor] $foreground, [ConsoleColor] $background, [string] $value) { $this.Said.Add($value) }
    [void] WriteLine([string] $value) { $this.Said.Add($value) }
    [void] WriteDebugLine([string] $value) { }
    [void] WriteErrorLine([string] $value) { }
    [void] WriteVerboseLine([string] $value) { }
    [void] WriteWarningLine([string] $value) { }
    [void] WriteProgress([long] $source, [ProgressRecord] $record) { }
    [string] ReadLine() { throw [NotSupportedException]::new() }
    [securestring] ReadLineAsSecureString() { return [System.Net.NetworkCredential]::new('', 's3cret').SecurePassword }
    [Dictionary[string, psobject]] Prompt([string] $caption, [string] $message, [System.Collections.ObjectModel.Collection[FieldDescription]] $fields) {
        $answers = [Dictionary[string, psobject]]::new()
        foreach ($field in $fields) { $answers[$field.Name] = if ($field.ParameterTypeName -eq 'SecureString') { $this.ReadLineAsSecureString() } else { 's3cret' } }
        return $answers
    }
    [pscredential] PromptForCredential([string] $caption, [string] $message, [string] $user, [string] $target) {
        $this.Asked.Add("$caption $message $user")
        $secret = [securestring]::new()
        foreach ($letter in 's3cret'.ToCharArray()) { $secret.AppendChar($letter) }
        return [pscredential]::new($(if ($user) { $user } else { 'alice' }), $secret)
    }
    [pscredential] PromptForCredential([string] $caption, [string] $message, [string] $user, [string] $target, [PSCredentialTypes] $types, [PSCredentialUIOptions] $options) {
        return $this.PromptForCredential($caption, $message, $user, $target)
    }
}

[NoRunspaceAffinity()]
class ExampleHost : PSHost {
    [ExampleUI] $Speaker = [ExampleUI]::new()
    [guid] $Instance = [guid]::NewGuid()

    [string] get_Name() { return 'ExampleHost' }
    [version] get_Version() { return [version]::new(1, 0) }
    [guid] get_InstanceId() { return $this.Instance }
    [cultureinfo] get_CurrentCulture() { return [cultureinfo]::CurrentCulture }
    [cultureinfo] get_CurrentUICulture() { return [cultureinfo]::CurrentUICulture }
    [PSHostUserInterface] get_UI() { return $this.Speaker }
    [void] EnterNestedPrompt() { throw [NotSupportedException]::new() }
    [void] ExitNestedPrompt() { throw [NotSupportedException]::new() }
    [void] NotifyBeginApplication() { }
    [void] NotifyEndApplication() { }
    [void] SetShouldExit([int] $code) { }
}
