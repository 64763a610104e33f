$cmdlets = Import-Module -Assembly ([ContainerTools.ModuleLoadContext]::LoadModule($ExecutionContext, { Remove-Module $cmdlets })) -PassThru
